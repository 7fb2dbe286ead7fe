namespace PolicyEngine.Documents;

/// <summary>Refuses the second of two equal names in one list.</summary>
/// <param name="diagnostics">Where a repetition is reported, as <c>duplicate-id</c>.</param>
/// <param name="noun">What the names are of, such as <c>indicator</c>.</param>
/// <param name="comparer">Which names are equal; by default those of the same letters in the same case.</param>
internal sealed class UniqueNames(DiagnosticBag diagnostics, string noun, StringComparer? comparer = null)
{
    private readonly HashSet<string> _seen = new(comparer ?? StringComparer.Ordinal);

    /// <summary>Takes a name; reports it and answers <see langword="false"/> when it was taken before.</summary>
    public bool Add(string name, SourceNode at)
    {
        if (_seen.Add(name))
            return true;
        diagnostics.Error(at, "duplicate-id", $"{noun} `{name}` occurs twice; give each its own name");
        return false;
    }
}
