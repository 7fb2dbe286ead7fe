using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>Sums of scores times weights in percent. If a score is missing, so is the sum.</summary>
internal static class WeightedSum
{
    private static readonly DecimalParts Hundred = DecimalParts.Of(100);

    /// <summary>Returns sum + weight × score.</summary>
    public static DecimalParts Add(DecimalParts sum, DecimalParts weight, DecimalParts score) =>
        sum.IsSome && score.IsSome ? QuickDecimal.Add(sum, QuickDecimal.Multiply(weight, score)) : DecimalParts.None;

    /// <summary>Returns sum + weight × score ÷ count.</summary>
    public static DecimalParts Add(DecimalParts sum, DecimalParts weight, DecimalParts score, DecimalParts count) =>
        sum.IsSome && score.IsSome ? QuickDecimal.Add(sum, QuickDecimal.Divide(QuickDecimal.Multiply(weight, score), count)) : DecimalParts.None;

    /// <summary>Returns weight × score ÷ 100.</summary>
    public static DecimalParts Part(DecimalParts weight, DecimalParts score) =>
        weight.IsSome && score.IsSome ? QuickDecimal.Divide(QuickDecimal.Multiply(weight, score), Hundred) : DecimalParts.None;

    /// <summary>Returns sum ÷ 100.</summary>
    public static DecimalParts OfPercents(DecimalParts sum) => sum.IsSome ? QuickDecimal.Divide(sum, Hundred) : sum;
}
