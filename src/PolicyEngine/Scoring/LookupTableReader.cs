using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>Reads <c>{ "S": 1.5, "A": 1.2 }</c>.</summary>
internal static class LookupTableReader
{
    /// <summary>Returns the table; <see langword="null"/> after reporting every fault.</summary>
    public static LookupTable? Read(SourceNode node, DiagnosticBag diagnostics)
    {
        if (!NodeReading.Is(node, SourceKind.Object, diagnostics))
            return null;
        if (node.Members.Count == 0)
        {
            diagnostics.Error(node, "out-of-range", "the table is empty; add an entry");
            return null;
        }

        var names = new UniqueNames(diagnostics, "entry");
        var entries = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var isSound = true;
        foreach (var (name, value) in node.Members)
        {
            var number = NodeReading.Decimal(value, diagnostics);
            isSound &= names.Add(name, value) && number is not null;
            entries[name] = number ?? 0;
        }

        return isSound ? new LookupTable(entries) : null;
    }
}
