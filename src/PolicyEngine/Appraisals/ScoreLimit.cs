using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>The bound of scores: far beyond any real score, and small enough that no weighted sum of scores can overflow.</summary>
internal static class ScoreLimit
{
    /// <summary>The greatest absolute value of a score.</summary>
    public const decimal Largest = 1_000_000;

    /// <summary>Returns the score if it is within the bound.</summary>
    /// <exception cref="OverflowException">The score is beyond the bound.</exception>
    public static DecimalParts Keep(DecimalParts score) => QuickDecimal.IsAtMost(score.Magnitude, DecimalParts.Of(Largest))
        ? score
        : throw new OverflowException("the score outgrows what weighted sums can hold");
}
