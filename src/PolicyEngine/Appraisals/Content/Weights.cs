using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Appraisals.Content;

/// <summary>Checks weights in percent that must make up a whole.</summary>
internal static class Weights
{
    private const decimal Whole = 100;

    /// <summary>Reads a <c>weight</c> that is greater than 0 and at most 100; returns <see langword="null"/> after reporting anything else.</summary>
    public static decimal? Positive(ObjectReader reader)
    {
        if (reader.Number("weight", 0, Whole) is not { } weight)
            return null;
        if (weight > 0)
            return weight;
        reader.ErrorAt("weight", "out-of-range", "a weight of 0 never counts; use a number greater than 0, or remove the item");
        return null;
    }

    /// <summary>
    /// Reports weights that do not sum to exactly 100. Nothing is reported if a weight could not be read, because that has been reported already.
    /// </summary>
    /// <param name="at">The list or object that holds the weights.</param>
    /// <param name="what">The name of the weights for messages, such as <c>indicators</c>.</param>
    /// <param name="weights">The weights; <see langword="null"/> for one that could not be read.</param>
    /// <param name="diagnostics">The bag that receives <c>weights-sum</c>.</param>
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
