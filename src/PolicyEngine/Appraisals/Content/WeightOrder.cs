using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals.Content;

/// <summary>
/// The order of importance that a company has agreed on, such as K1 before K2 and K3 before K4 and K5. It affects no result; it warns an author whose weights
/// contradict it.
/// </summary>
internal static class WeightOrder
{
    /// <summary>Reads <c>order</c>, a list of lists of indicator ids with the most important first, and warns about weights that contradict it.</summary>
    /// <param name="root">The document.</param>
    /// <param name="ids">The ids of all indicators, including those with faults of their own.</param>
    /// <param name="indicators">The indicators that could be read.</param>
    public static void Check(ObjectReader root, IReadOnlyCollection<string> ids, IReadOnlyList<Indicator> indicators)
    {
        var tiers = root.OptionalArray("order")?.Select(tier => ReadTier(tier, root, ids, indicators)).ToList() ?? [];
        for (var i = 0; i + 1 < tiers.Count; i++)
        {
            if (tiers[i].Count == 0 || tiers[i + 1].Count == 0)
                continue;
            var lighter = tiers[i].MinBy(t => t.Weight)!;
            var heavier = tiers[i + 1].MaxBy(t => t.Weight)!;
            if (lighter.Weight <= heavier.Weight)
                Warn(root, lighter, heavier);
        }
    }

    private static List<Indicator> ReadTier(SourceNode tier, ObjectReader root, IReadOnlyCollection<string> ids, IReadOnlyList<Indicator> indicators)
    {
        var found = new List<Indicator>();
        if (!NodeReading.Is(tier, SourceKind.Array, root.Diagnostics))
            return found;
        foreach (var item in tier.Items)
        {
            if (indicators.FirstOrDefault(i => string.Equals(i.Id, item.Text, StringComparison.Ordinal)) is { } indicator)
                found.Add(indicator);
            else if (!ids.Contains(item.Text, StringComparer.Ordinal))
                root.Diagnostics.Error(item, "unknown-indicator", $"there is no indicator {item}; {Suggest.Hint(item.Text, ids, "name one of `indicators`")}");
        }

        return found;
    }

    private static void Warn(ObjectReader root, Indicator lighter, Indicator heavier) => root.Diagnostics.Warning(
        root.Node["order"]!,
        "weights-order",
        $"`{lighter.Id}` ({ExactDecimal.ToText(lighter.Weight)}) should weigh more than `{heavier.Id}` ({ExactDecimal.ToText(heavier.Weight)}); change a weight, or `order`");
}
