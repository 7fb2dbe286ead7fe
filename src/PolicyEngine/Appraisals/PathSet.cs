namespace PolicyEngine.Appraisals;

/// <summary>Paths without repeats, in the order in which they were added.</summary>
internal sealed class PathSet
{
    private readonly List<string> _paths = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Adds the paths that are not in the set yet.</summary>
    public void Add(IReadOnlyList<string> paths)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (_seen.Add(paths[i]))
                _paths.Add(paths[i]);
        }
    }

    /// <summary>Returns the paths.</summary>
    public IReadOnlyList<string> ToList() => _paths.Count == 0 ? [] : _paths;
}
