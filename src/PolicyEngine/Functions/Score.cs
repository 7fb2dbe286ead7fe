using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Functions;

/// <summary>
/// Scoring methods for expressions. They compute with decimals and do not round their results; only what does not fit into a decimal's digits is
/// rounded to them. Numbers that become too large raise <see cref="OverflowException"/>, as the operators do.
/// </summary>
public static class Score
{
    /// <summary>
    /// The ratio method (比率法): actual × 100 ÷ target, 0 when that is below <paramref name="floor"/>, and at most <paramref name="cap"/>. The ratio is
    /// compared unrounded.
    /// </summary>
    /// <param name="actual">The value achieved.</param>
    /// <param name="target">The target value; greater than zero.</param>
    /// <param name="cap">The highest score, in percent.</param>
    /// <param name="floor">The lowest percentage that scores; anything below it scores 0.</param>
    /// <exception cref="EvaluationException"><c>division-by-zero</c> when the target is 0, <c>out-of-range</c> when it is negative.</exception>
    [ExpressionFunction(
        "actual ÷ target in percent; 0 below `floor`; at most `cap`",
        "实际÷目标（%）；低于下限计0分；不超过封顶值",
        "Score.Ratio(54, 60, 120, 60)",
        "90")]
    public static decimal Ratio(
        [FunctionArgument("what was achieved", "实际值")] decimal actual,
        [FunctionArgument("what was asked for; greater than 0", "目标值，大于0")] decimal target,
        [FunctionArgument("the highest score, in percent", "封顶值（%）")] decimal cap,
        [FunctionArgument("the least percentage that scores at all", "计分下限（%）")] decimal floor) =>
        Ratio(DecimalParts.Of(actual), DecimalParts.Of(target), DecimalParts.Of(cap), DecimalParts.Of(floor)).ToDecimal();

    internal static DecimalParts Ratio(DecimalParts actual, DecimalParts target, DecimalParts cap, DecimalParts floor) =>
        Bounded(Percent(actual, target), cap, floor);

    /// <summary>Applies the floor and the cap of the ratio method to a percentage.</summary>
    internal static DecimalParts Bounded(DecimalParts percent, DecimalParts cap, DecimalParts floor)
    {
        if (QuickDecimal.IsLess(percent, floor))
            return default;
        return QuickDecimal.IsLess(percent, cap) ? percent : cap;
    }

    /// <summary>The step method (阶梯/区间法): the score of the band that contains the value.</summary>
    /// <param name="value">The measured value.</param>
    /// <param name="bands">Half-open bands, <c>from ≤ value &lt; to</c>.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when the value is below the first band.</exception>
    [ExpressionFunction(
        "the score of the band the value lies in",
        "数值所在区间的得分",
        "Score.Steps(4.4, parameters.csatSteps)",
        "100, when the band from 4.4 scores 100",
        "100（4.4起的区间得100分）")]
    public static decimal Steps(
        [FunctionArgument("the value measured", "被评价的数值")] decimal value,
        [FunctionArgument("a parameter of type `bands`", "类型为 `bands` 的参数")] Bands bands)
    {
        ArgumentNullException.ThrowIfNull(bands);
        return bands.Find(value);
    }

    internal static DecimalParts Steps(DecimalParts value, Bands bands) => bands.Find(value);

    /// <summary>Linear interpolation (线性法): y₀ + (x − x₀)(y₁ − y₀) ÷ (x₁ − x₀) between neighbouring points (x₀, y₀) and (x₁, y₁) of the curve.</summary>
    /// <param name="value">The measured value.</param>
    /// <param name="curve">The curve. Before its first point the score is its <c>below</c>; from its last point on, the score of that point.</param>
    [ExpressionFunction(
        "the score on the curve",
        "曲线上的得分（分段线性）",
        "Score.Linear(90, parameters.renewal)",
        "80, on the line from 85 → 60 to 95 → 100",
        "80（在 85 → 60 与 95 → 100 之间的直线上）")]
    public static decimal Linear(
        [FunctionArgument("the value measured", "被评价的数值")] decimal value,
        [FunctionArgument("a parameter of type `curve`", "类型为 `curve` 的参数")] Curve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return curve.Find(value);
    }

    internal static DecimalParts Linear(DecimalParts value, Curve curve) => curve.Find(value);

    /// <summary>Plus and minus points (加减分法): base + points, limited to the range from <paramref name="minimum"/> to <paramref name="maximum"/>.</summary>
    /// <param name="base">The score without any event.</param>
    /// <param name="points">The sum of the points gained and lost.</param>
    /// <param name="minimum">The lowest score.</param>
    /// <param name="maximum">The highest score; not less than <paramref name="minimum"/>.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when <paramref name="minimum"/> is greater than <paramref name="maximum"/>.</exception>
    [ExpressionFunction(
        "base + points, kept between `minimum` and `maximum`",
        "基础分加减分，限定在上下限之间",
        "Score.Points(100, -30, 0, 120)",
        "70")]
    public static decimal Points(
        [FunctionArgument("the score without any event", "基础分")] decimal @base,
        [FunctionArgument("points gained and lost, summed", "加减分合计")] decimal points,
        [FunctionArgument("the lowest score", "最低分")] decimal minimum,
        [FunctionArgument("the highest score", "最高分")] decimal maximum) =>
        Number.Clamp(@base + points, minimum, maximum);

    /// <summary>All or nothing (非此即彼法): the full score when the condition is met, otherwise 0.</summary>
    /// <param name="condition">The condition.</param>
    /// <param name="full">The score when it is met.</param>
    [ExpressionFunction(
        "`full` when the condition is met, else 0",
        "条件满足得满分，否则0分",
        "Score.AllOrNothing(12 >= 10, 100)",
        "100")]
    public static decimal AllOrNothing(
        [FunctionArgument("what has to be met", "须满足的条件")] bool condition,
        [FunctionArgument("the score when it is met", "满足时的得分")] decimal full) => condition ? full : 0;

    /// <summary>A veto (否决): the score, limited to <paramref name="cap"/> when vetoed.</summary>
    /// <param name="score">The score.</param>
    /// <param name="vetoed">Whether there is a veto.</param>
    /// <param name="cap">The highest score under a veto.</param>
    [ExpressionFunction(
        "the score, at most `cap` when vetoed",
        "被否决时得分不超过上限",
        "Score.Veto(95, true, 59)",
        "59")]
    public static decimal Veto(
        [FunctionArgument("the score", "得分")] decimal score,
        [FunctionArgument("whether there is a veto", "是否被否决")] bool vetoed,
        [FunctionArgument("the highest score under a veto", "被否决时的上限")] decimal cap) => vetoed ? Math.Min(score, cap) : score;

    /// <summary>
    /// The payout curve, in percent of the target bonus, with a = attainment and t = <paramref name="threshold"/>: 0 for a &lt; t;
    /// <paramref name="atThreshold"/> + (a − t) × (100 − <paramref name="atThreshold"/>) ÷ (100 − t) for t ≤ a &lt; 100; 100 + (a − 100) ×
    /// <paramref name="accelerator"/> for a ≥ 100. The result is at most <paramref name="cap"/>; nothing is rounded before a comparison.
    /// </summary>
    /// <param name="attainment">The attainment, in percent.</param>
    /// <param name="threshold">The lowest attainment that pays, in percent.</param>
    /// <param name="atThreshold">The payout at the threshold, in percent of the target bonus.</param>
    /// <param name="accelerator">The percentage points paid for each percentage point of attainment above 100.</param>
    /// <param name="cap">The highest payout, in percent of the target bonus.</param>
    [ExpressionFunction(
        "percent: 0 below `threshold`; straight from `atThreshold` to 100 at 100; then 100 + excess × `accelerator`; at most `cap`",
        "支付比例（%）：低于门槛为0；门槛至100之间线性到100；超出100的部分乘加速系数；不超过封顶值",
        "Score.Payout(107.25, 80, 50, 3, 160)",
        "121.75")]
    public static decimal Payout(
        [FunctionArgument("attainment in percent", "达成率（%）")] decimal attainment,
        [FunctionArgument("the least attainment that pays", "起付门槛（%）")] decimal threshold,
        [FunctionArgument("the payout at the threshold, in percent", "门槛处的支付比例（%）")] decimal atThreshold,
        [FunctionArgument("percent paid for each percent above 100", "超出100部分的加速系数")] decimal accelerator,
        [FunctionArgument("the highest payout, in percent", "封顶支付比例（%）")] decimal cap)
    {
        if (attainment < threshold)
            return 0;
        var payout = attainment >= 100
            ? 100 + ((attainment - 100) * accelerator)
            : atThreshold + ((attainment - threshold) * (100 - atThreshold) / (100 - threshold));
        return Math.Min(payout, cap);
    }

    /// <summary>The weighted mean: Σ (value × weight) ÷ Σ weight, with a single division.</summary>
    /// <param name="values">The values; at least one.</param>
    /// <param name="weights">One weight for each value; their sum is not zero.</param>
    /// <exception cref="EvaluationException">
    /// <c>empty-list</c> without values, <c>out-of-range</c> when the lists differ in length, <c>division-by-zero</c> when the weights sum to zero.
    /// </exception>
    [ExpressionFunction(
        "Σ value × weight ÷ Σ weight",
        "加权平均：Σ数值×权重÷Σ权重",
        "Score.WeightedMean(manager.quarters.Select(q => q.csat.mean), manager.quarters.Select(q => q.csat.responses))",
        "4.4935 for means 4.45, 4.38, 4.52, 4.61 of 40, 36, 44, 40 responses")]
    public static decimal WeightedMean(
        [FunctionArgument("the values; at least one", "数值，至少一个")] IEnumerable<decimal> values,
        [FunctionArgument("as many weights; their sum is not 0", "同样多的权重，合计不为0")] IEnumerable<decimal> weights)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(weights);
        return WeightedMean(values as decimal[] ?? [.. values], weights as decimal[] ?? [.. weights]);
    }

    private static decimal WeightedMean(decimal[] values, decimal[] weights)
    {
        var sum = 0m;
        var total = 0m;
        for (var i = 0; i < values.Length; i++)
        {
            if (i == weights.Length)
                throw UnequalLengths();
            sum += values[i] * weights[i];
            total += weights[i];
        }

        if (values.Length < weights.Length)
            throw UnequalLengths();
        if (values.Length == 0)
            throw new EvaluationException(EvaluationFaults.EmptyList, new LocalizedText("the weighted mean of no values", "没有可计算加权平均的数值"));
        return total == 0
            ? throw new EvaluationException(EvaluationFaults.DivisionByZero, new LocalizedText("the weights sum to 0", "权重之和为0"))
            : sum / total;
    }

    /// <summary>Returns actual × 100 ÷ target. It multiplies first, so that the result is exact wherever a decimal can hold it.</summary>
    internal static DecimalParts Percent(DecimalParts actual, DecimalParts target) => target.IsPositive
        ? QuickDecimal.Divide(QuickDecimal.Multiply(actual, new DecimalParts(0, 100)), target)
        : throw NoTarget(target.ToDecimal());

    private static EvaluationException NoTarget(decimal target) => target == 0
        ? new EvaluationException(EvaluationFaults.DivisionByZero, new LocalizedText("the target is 0", "目标值为0"))
        : new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText(
            $"the target {ExactDecimal.ToText(target)} is negative", $"目标值{ExactDecimal.ToText(target)}为负数"));

    private static EvaluationException UnequalLengths() => new(EvaluationFaults.OutOfRange, new LocalizedText(
        "the weighted mean needs as many weights as values", "加权平均的数值与权重个数不一致"));
}
