using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Functions;

/// <summary>Rounding and clamping for expressions.</summary>
public static class Number
{
    private const int MostPlaces = 28;

    /// <summary>Rounds a number, ties away from zero: 94.5 → 95.</summary>
    /// <param name="value">The number.</param>
    /// <param name="places">Decimal places kept, 0–28.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when <paramref name="places"/> is not 0–28.</exception>
    [ExpressionFunction(
        "rounded, ties away from zero",
        "四舍五入",
        "Number.Round(10266.725, 2)",
        "10266.73")]
    public static decimal Round(
        [FunctionArgument("the number", "数值")] decimal value,
        [FunctionArgument("decimal places kept, 0–28", "保留的小数位数，0–28")] int places) => Rounding.Round(value, Places(places));

    internal static DecimalParts Round(DecimalParts value, int places) => Rounding.Round(value, Places(places));

    /// <summary>Rounds a number, ties to the even neighbour: 94.5 → 94.</summary>
    /// <param name="value">The number.</param>
    /// <param name="places">Decimal places kept, 0–28.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when <paramref name="places"/> is not 0–28.</exception>
    [ExpressionFunction(
        "rounded, ties to the even neighbour",
        "四舍六入五成双",
        "Number.RoundHalfEven(10266.725, 2)",
        "10266.72")]
    public static decimal RoundHalfEven(
        [FunctionArgument("the number", "数值")] decimal value,
        [FunctionArgument("decimal places kept, 0–28", "保留的小数位数，0–28")] int places) => Rounding.Round(value, Places(places), RoundingMode.HalfEven);

    /// <summary>Returns a number limited to the range from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="minimum">The lower bound.</param>
    /// <param name="maximum">The upper bound; not less than <paramref name="minimum"/>.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when <paramref name="minimum"/> is greater than <paramref name="maximum"/>.</exception>
    [ExpressionFunction(
        "the value kept between the bounds",
        "限定在上下限之间的数值",
        "Number.Clamp(130, 0, 120)",
        "120")]
    public static decimal Clamp(
        [FunctionArgument("the number", "数值")] decimal value,
        [FunctionArgument("the least answer", "下限")] decimal minimum,
        [FunctionArgument("the greatest answer", "上限")] decimal maximum) => minimum <= maximum
        ? Math.Clamp(value, minimum, maximum)
        : throw new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText(
            $"the minimum {ExactDecimal.ToText(minimum)} is greater than the maximum {ExactDecimal.ToText(maximum)}",
            $"下限{ExactDecimal.ToText(minimum)}大于上限{ExactDecimal.ToText(maximum)}"));

    private static int Places(int places)
    {
        if (places is >= 0 and <= MostPlaces)
            return places;
        var given = places.ToString(CultureInfo.InvariantCulture);
        throw new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText(
            $"cannot round to {given} places; use 0 to 28", $"无法保留{given}位小数，请用0至28"));
    }
}
