namespace PolicyEngine.Appraisals;

/// <summary>Paths in the order they were added, without repeats.</summary>
internal sealed class PathSet
{
    private readonly List<string> _paths = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Adds paths that are not there yet.</summary>
    public void Add(IReadOnlyList<string> paths)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (_seen.Add(paths[i]))
                _paths.Add(paths[i]);
        }
    }

    /// <summary>The paths.</summary>
    public IReadOnlyList<string> ToList() => _paths.Count == 0 ? [] : _paths;
}
