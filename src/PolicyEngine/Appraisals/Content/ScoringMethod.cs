using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using Methods = PolicyEngine.Functions.Score;

namespace PolicyEngine.Appraisals.Content;

/// <summary>How an indicator's measure in a period becomes its score.</summary>
/// <param name="Word">The word for the method in documents.</param>
/// <param name="Full">The score for meeting the target.</param>
internal abstract record ScoringMethod(string Word, decimal Full)
{
    /// <summary>The lowest score that the method can give.</summary>
    public abstract decimal Lowest { get; }

    /// <summary>The highest score that the method can give.</summary>
    public abstract decimal Highest { get; }

    /// <summary>Whether the method divides by the target, so that a target must be greater than zero.</summary>
    public virtual bool DividesByTarget => true;

    /// <summary>Returns the score of a measure.</summary>
    /// <exception cref="EvaluationException">The measure is below the first band.</exception>
    public abstract DecimalParts Score(in Measure measure);

    /// <summary>Describes the method and its numbers in words.</summary>
    /// <param name="indicator">The indicator that uses the method.</param>
    /// <param name="nameOf">Returns the display name of a fact.</param>
    public abstract LocalizedText Describe(Indicator indicator, Func<string, LocalizedText> nameOf);

    /// <summary>Returns a number as it is shown to people.</summary>
    protected static string Show(decimal value) => ExactDecimal.ToText(value);

    /// <summary>Returns, in words, the value to which steps or a curve are applied.</summary>
    protected static LocalizedText Basis(Indicator indicator) => indicator.Target is null
        ? new LocalizedText("actual", "实际值")
        : new LocalizedText("actual ÷ target in percent", "实际÷目标（%）");
}

/// <summary>The ratio method (比率法): actual × 100 ÷ target, 0 below the floor, at most the cap.</summary>
internal sealed record RatioMethod(decimal Cap, decimal Floor) : ScoringMethod("ratio", Math.Min(Cap, 100))
{
    /// <inheritdoc/>
    public override decimal Lowest => 0;

    /// <inheritdoc/>
    public override decimal Highest => Cap;

    /// <inheritdoc/>
    public override DecimalParts Score(in Measure measure) => Methods.Bounded(measure.Ratio, DecimalParts.Of(Cap), DecimalParts.Of(Floor));

    /// <inheritdoc/>
    public override LocalizedText Describe(Indicator indicator, Func<string, LocalizedText> nameOf) => Floor > 0
        ? new LocalizedText(
            $"actual ÷ target in percent, at most {Show(Cap)}, 0 below {Show(Floor)}",
            $"实际÷目标（%），封顶{Show(Cap)}，低于{Show(Floor)}计0分")
        : new LocalizedText($"actual ÷ target in percent, at most {Show(Cap)}", $"实际÷目标（%），封顶{Show(Cap)}");
}

/// <summary>The step method (阶梯/区间法): the score of the band that contains actual × 100 ÷ target, or the actual if there is no target.</summary>
internal sealed record StepsMethod(Bands Bands) : ScoringMethod("steps", 100)
{
    /// <inheritdoc/>
    public override decimal Lowest => Bands.Items.Min(b => b.Score);

    /// <inheritdoc/>
    public override decimal Highest => Bands.Items.Max(b => b.Score);

    /// <inheritdoc/>
    public override DecimalParts Score(in Measure measure) => Bands.Find(measure.RatioOrActual);

    /// <inheritdoc/>
    public override LocalizedText Describe(Indicator indicator, Func<string, LocalizedText> nameOf)
    {
        var basis = Basis(indicator);
        return new LocalizedText(
            $"steps of {basis.En}: {string.Join(", ", Bands.Items.Select(b => $"from {Show(b.From)} → {Show(b.Score)}"))}",
            $"按{basis.ZhCn}分档：{string.Join("，", Bands.Items.Select(b => $"{Show(b.From)}起{Show(b.Score)}分"))}");
    }
}

/// <summary>Linear interpolation (线性法): the score on the curve at actual × 100 ÷ target, or at the actual if there is no target.</summary>
internal sealed record LinearMethod(Curve Curve) : ScoringMethod("linear", 100)
{
    /// <inheritdoc/>
    public override decimal Lowest => Math.Min(Curve.Below, Curve.Points.Min(p => p.Score));

    /// <inheritdoc/>
    public override decimal Highest => Math.Max(Curve.Below, Curve.Points.Max(p => p.Score));

    /// <inheritdoc/>
    public override DecimalParts Score(in Measure measure) => Curve.Find(measure.RatioOrActual);

    /// <inheritdoc/>
    public override LocalizedText Describe(Indicator indicator, Func<string, LocalizedText> nameOf)
    {
        var basis = Basis(indicator);
        var (below, start) = (Show(Curve.Below), Show(Curve.Points[0].At));
        return new LocalizedText(
            $"{basis.En}, straight lines through {string.Join(", ", Curve.Points.Select(p => $"{Show(p.At)} → {Show(p.Score)}"))}; {below} below {start}",
            $"按{basis.ZhCn}线性计分：{string.Join("，", Curve.Points.Select(p => $"{Show(p.At)}计{Show(p.Score)}分"))}；低于{start}计{below}分");
    }
}

/// <summary>Plus and minus points (加减分法): base + Σ points × number of events, limited to the range from the minimum to the maximum.</summary>
internal sealed record PointsMethod(decimal Base, decimal Minimum, decimal Maximum) : ScoringMethod("points", Base)
{
    /// <inheritdoc/>
    public override decimal Lowest => Minimum;

    /// <inheritdoc/>
    public override decimal Highest => Maximum;

    /// <inheritdoc/>
    public override DecimalParts Score(in Measure measure) => DecimalParts.Of(Methods.Points(Base, measure.Actual.ToDecimal(), Minimum, Maximum));

    /// <inheritdoc/>
    public override LocalizedText Describe(Indicator indicator, Func<string, LocalizedText> nameOf)
    {
        var events = indicator.Events.Select(e => (Name: nameOf(e.Fact.Path), Points: Signed(e.Points))).ToList();
        return new LocalizedText(
            $"{Show(Base)}, {string.Join(", ", events.Select(e => $"{e.Points} per {e.Name.En}"))}, kept from {Show(Minimum)} to {Show(Maximum)}",
            $"基础分{Show(Base)}，{string.Join("，", events.Select(e => $"{e.Name.ZhCn}每次{e.Points}分"))}，限{Show(Minimum)}至{Show(Maximum)}分");
    }

    private static string Signed(decimal points) => points < 0 ? "−" + Show(-points) : "+" + Show(points);
}

/// <summary>All or nothing (非此即彼法): the full score when actual ≥ target, otherwise 0.</summary>
internal sealed record AllOrNothingMethod(decimal Points) : ScoringMethod("allOrNothing", Points)
{
    /// <inheritdoc/>
    public override decimal Lowest => 0;

    /// <inheritdoc/>
    public override decimal Highest => Points;

    /// <inheritdoc/>
    public override bool DividesByTarget => false;

    /// <inheritdoc/>
    public override DecimalParts Score(in Measure measure) =>
        QuickDecimal.IsAtLeast(measure.ActualSum, measure.TargetSum) ? DecimalParts.Of(Full) : default;

    /// <inheritdoc/>
    public override LocalizedText Describe(Indicator indicator, Func<string, LocalizedText> nameOf) => new(
        $"{Show(Full)} when actual reaches target, otherwise 0", $"达到目标计{Show(Full)}分，否则0分");
}
