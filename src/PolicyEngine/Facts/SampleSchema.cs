using System.Globalization;
using System.Text.Json;

namespace PolicyEngine.Facts;

/// <summary>Infers the schema of facts from a sample.</summary>
public static class SampleSchema
{
    /// <summary>Infers the schema of a JSON value.</summary>
    /// <param name="sample">Any JSON value.</param>
    /// <returns>
    /// A schema that accepts the sample, with every field optional; <see langword="null"/> if the sample does not determine one (<c>null</c>, an empty list,
    /// a list of different kinds).
    /// </returns>
    public static FactSchema? Infer(JsonElement sample) => sample.ValueKind switch
    {
        JsonValueKind.Object => Object(sample),
        JsonValueKind.Array => List([.. sample.EnumerateArray()]),
        JsonValueKind.String => IsDate(sample.GetString()!) ? Of(FactKind.Date) : Of(FactKind.Text) with { MaxLength = LongestText },
        JsonValueKind.Number => Of(FactKind.Number),
        JsonValueKind.True or JsonValueKind.False => Of(FactKind.Boolean),
        _ => null,
    };

    private const int LongestText = 4_096;

    private static FactSchema Of(FactKind kind) => new() { Kind = kind, Nullable = true };

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static FactSchema Object(JsonElement sample) => Of(FactKind.Object) with
    {
        Fields = [.. sample.EnumerateObject().Select(m => (m.Name, Schema: Infer(m.Value))).Where(m => m.Schema is not null).Select(m => new FactField(m.Name, m.Schema!, Required: false))],
    };

    private static FactSchema? List(List<JsonElement> items)
    {
        var schemas = items.Select(Infer).ToList();
        if (items.Count == 0 || schemas.Contains(null))
            return null;
        return schemas.Aggregate(Merge) is { } merged ? Of(FactKind.List) with { Items = merged with { Nullable = false }, MaxItems = 10_000 } : null;
    }

    /// <summary>Returns a schema that accepts whatever either schema accepts; <see langword="null"/> if they are of different kinds.</summary>
    private static FactSchema? Merge(FactSchema? left, FactSchema? right)
    {
        if (left is null || right is null)
            return null;
        return (left.Kind, right.Kind) switch
        {
            (FactKind.Object, FactKind.Object) => left with { Fields = [.. MergeFields(left.Fields, right.Fields)] },
            (FactKind.List, FactKind.List) => Merge(left.Items, right.Items) is { } items ? left with { Items = items } : null,
            (FactKind.Date, FactKind.Text) => right,
            var (l, r) when l == r => left,
            (FactKind.Text, FactKind.Date) => left,
            _ => null,
        };
    }

    private static IEnumerable<FactField> MergeFields(IReadOnlyList<FactField> left, IReadOnlyList<FactField> right)
    {
        foreach (var name in left.Concat(right).Select(f => f.Name).Distinct(StringComparer.Ordinal))
        {
            var (l, r) = (Schema(left, name), Schema(right, name));
            if ((l is null ? r : r is null ? l : Merge(l, r)) is { } schema)
                yield return new FactField(name, schema, Required: false);
        }
    }

    private static FactSchema? Schema(IReadOnlyList<FactField> fields, string name) => fields.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal))?.Schema;
}
