using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals.Content;

/// <summary>Weights in percent that make up a whole.</summary>
internal static class Weights
{
    private const decimal Whole = 100;

    /// <summary>Reads a <c>weight</c> that is greater than 0 and at most 100.</summary>
    public static decimal? Positive(ObjectReader reader)
    {
        if (reader.Number("weight", 0, Whole) is not { } weight)
            return null;
        if (weight > 0)
            return weight;
        reader.ErrorAt("weight", "out-of-range", "a weight of 0 never counts; use a number greater than 0, or remove the item");
        return null;
    }

    /// <summary>Reports weights that do not sum to exactly 100; weights that could not be read are reported already.</summary>
    /// <param name="at">The list or object that holds the weights.</param>
    /// <param name="what">Such as <c>indicators</c>.</param>
    /// <param name="weights">The weights.</param>
    /// <param name="diagnostics">Where a wrong sum is reported.</param>
    public static void CheckSum(SourceNode at, string what, IReadOnlyCollection<decimal?> weights, DiagnosticBag diagnostics)
    {
        if (weights.Count == 0 || weights.Contains(null))
            return;
        var sum = weights.Sum(w => w!.Value);
        if (sum == Whole)
            return;
        var (change, difference) = sum < Whole ? ("add", Whole - sum) : ("take away", sum - Whole);
        diagnostics.Error(at, "weights-sum", $"the weights of `{what}` sum to {Show(sum)}, not 100; {change} {Show(difference)}");
    }

    private static string Show(decimal value) => ExactDecimal.ToText(value);
}
