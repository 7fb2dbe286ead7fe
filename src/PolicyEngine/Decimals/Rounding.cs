namespace PolicyEngine.Decimals;

/// <summary>How a tie is rounded.</summary>
public enum RoundingMode
{
    /// <summary>Half away from zero: 94.5 → 95. The default of every policy.</summary>
    AwayFromZero,

    /// <summary>Half to the even neighbour: 94.5 → 94.</summary>
    HalfEven,
}

/// <summary>The one place where a decimal is rounded, for rules, scores and reports alike.</summary>
public static class Rounding
{
    /// <summary>Rounds and normalises the scale, so that 91.30 becomes 91.3.</summary>
    /// <param name="value">Any decimal.</param>
    /// <param name="places">Decimal places kept, 0–28.</param>
    /// <param name="mode">How ties are rounded.</param>
    public static decimal Round(decimal value, int places, RoundingMode mode = RoundingMode.AwayFromZero) => mode == RoundingMode.AwayFromZero
        ? Round(DecimalParts.Of(value), places).ToDecimal()
        : ExactDecimal.Normalize(Math.Round(value, places, MidpointRounding.ToEven));

    /// <summary>Rounds ties away from zero and normalises the scale.</summary>
    /// <param name="value">Any decimal.</param>
    /// <param name="places">Decimal places kept, 0–28.</param>
    internal static DecimalParts Round(DecimalParts value, int places) => ExactDecimal.Normalize(QuickDecimal.Round(value, places));
}
