using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals;

/// <summary>How large a score can be: far beyond any real one, and small enough that no weighted sum of scores can overflow.</summary>
internal static class ScoreLimit
{
    /// <summary>The largest score, and with a minus the smallest.</summary>
    public const decimal Largest = 1_000_000;

    /// <summary>The score, when it is within the limit.</summary>
    /// <exception cref="OverflowException">It is not.</exception>
    public static DecimalParts Keep(DecimalParts score) => QuickDecimal.IsAtMost(score.Magnitude, DecimalParts.Of(Largest))
        ? score
        : throw new OverflowException("the score outgrows what weighted sums can hold");
}
