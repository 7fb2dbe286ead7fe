using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Policies;

/// <summary>Reads the parameters of a policy, which are its named constants.</summary>
internal static class ParametersReader
{
    /// <summary>The maximum number of parameters of one policy.</summary>
    public const int MaxParameters = 200;

    private static readonly Dictionary<string, Func<SourceNode, DiagnosticBag, object?>> Types = new(StringComparer.Ordinal)
    {
        ["number"] = (node, bag) => NodeReading.Decimal(node, bag),
        ["text"] = (node, bag) => IsText(node, bag) ? node.Text : null,
        ["boolean"] = (node, bag) => NodeReading.Is(node, SourceKind.Boolean, bag) ? string.Equals(node.Text, "true", StringComparison.Ordinal) : null,
        ["numbers"] = (node, bag) => ReadList(node, bag, item => NodeReading.Decimal(item, bag)),
        ["texts"] = (node, bag) => ReadTexts(node, bag),
        ["bands"] = BandsReader.Read,
        ["curve"] = CurveReader.Read,
        ["grades"] = GradeScaleReader.Read,
        ["lookup"] = LookupTableReader.Read,
    };

    /// <summary>Reads the parameters. Those with faults are reported and left out.</summary>
    public static ParameterSet Read(ObjectReader? reader, DiagnosticBag diagnostics)
    {
        if (reader is null)
            return ParameterSet.Empty;
        var found = new List<PolicyParameter>();
        var names = new UniqueNames(diagnostics, "parameter", StringComparer.OrdinalIgnoreCase);
        foreach (var (name, node) in reader.Node.Members)
        {
            if (!NodeReading.IsName(name))
                diagnostics.Error(node, "invalid-id", $"`{name}` is not a valid parameter name; use at most 64 letters, digits and _, not starting with a digit");
            else if (names.Add(name, node) && ReadParameter(name, node, diagnostics) is { } parameter)
                found.Add(parameter);
        }

        if (found.Count > MaxParameters)
            diagnostics.Error(reader.Node, "too-many", $"a policy has at most {MaxParameters} parameters, this one has {found.Count}");
        var read = found.Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new ParameterSet(found, [.. reader.Node.Members.Select(m => m.Key).Where(n => !read.Contains(n))]);
    }

    private static PolicyParameter? ReadParameter(string name, SourceNode node, DiagnosticBag diagnostics)
    {
        if (ObjectReader.Open(node, diagnostics) is not { } reader)
            return null;
        var title = reader.Localized("title");
        var unit = reader.OptionalLocalized("unit");
        var type = reader.Word("type", TypeWords);
        var value = reader.Required("value") is { } at && type is { } known ? Types[known.Name](at, diagnostics) : null;
        reader.Done();
        return title is null || value is null ? null : new PolicyParameter(name, title, unit, value);
    }

    private static readonly Dictionary<string, TypeName> TypeWords = Types.Keys.ToDictionary(k => k, k => new TypeName(k), StringComparer.Ordinal);

    private static decimal[]? ReadList(SourceNode node, DiagnosticBag diagnostics, Func<SourceNode, decimal?> read)
    {
        if (!NodeReading.Is(node, SourceKind.Array, diagnostics))
            return null;
        var items = node.Items.Select(read).ToList();
        return items.Contains(null) ? null : [.. items.Select(i => i!.Value)];
    }

    private static string[]? ReadTexts(SourceNode node, DiagnosticBag diagnostics)
    {
        if (!NodeReading.Is(node, SourceKind.Array, diagnostics))
            return null;
        return node.Items.Count(i => IsText(i, diagnostics)) == node.Items.Count ? [.. node.Items.Select(i => i.Text)] : null;
    }

    /// <summary>
    /// Whether a value is a text no longer than the facts may hold; reports anything else. Rules read such texts, and every answer shows what they read.
    /// </summary>
    private static bool IsText(SourceNode node, DiagnosticBag diagnostics)
    {
        if (!NodeReading.Is(node, SourceKind.String, diagnostics))
            return false;
        if (node.Text.Length > FactSchemaReader.MaxTextLength)
            diagnostics.Error(node, "out-of-range", $"the text has {node.Text.Length} characters; at most {FactSchemaReader.MaxTextLength} are allowed");
        return node.Text.Length <= FactSchemaReader.MaxTextLength;
    }

    private readonly record struct TypeName(string Name);
}
