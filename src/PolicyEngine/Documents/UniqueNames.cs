namespace PolicyEngine.Documents;

/// <summary>Refuses repeated names in one list.</summary>
/// <param name="diagnostics">The bag that receives <c>duplicate-id</c> for a repetition.</param>
/// <param name="noun">What the names are names of, such as <c>indicator</c>.</param>
/// <param name="comparer">The comparison of names; by default ordinal and case-sensitive.</param>
internal sealed class UniqueNames(DiagnosticBag diagnostics, string noun, StringComparer? comparer = null)
{
    private readonly HashSet<string> _seen = new(comparer ?? StringComparer.Ordinal);

    /// <summary>Adds a name; returns <see langword="false"/> after reporting a repetition.</summary>
    public bool Add(string name, SourceNode at)
    {
        if (_seen.Add(name))
            return true;
        diagnostics.Error(at, "duplicate-id", $"{noun} `{name}` occurs twice; give each its own name");
        return false;
    }
}
