using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Appraisals.Content;

/// <summary>The periods that one appraisal holds.</summary>
internal enum PeriodType
{
    /// <summary>A calendar month; there are twelve.</summary>
    Month,

    /// <summary>Three months; there are four.</summary>
    Quarter,

    /// <summary>The whole year.</summary>
    Year,
}

/// <summary>How measures of short periods become the measure, or the score, of a longer one.</summary>
internal enum Aggregation
{
    /// <summary>Actuals and targets are summed apart.</summary>
    Sum,

    /// <summary>The mean of the measures.</summary>
    Mean,

    /// <summary>The mean of the measures, weighted by another fact.</summary>
    WeightedMean,

    /// <summary>The mean of the months' unrounded scores.</summary>
    MeanOfMonths,

    /// <summary>The mean of the quarters' unrounded scores.</summary>
    MeanOfQuarters,
}

/// <summary>What happens to an indicator whose data is missing.</summary>
internal enum MissingData
{
    /// <summary>The period is undetermined.</summary>
    Error,

    /// <summary>The others carry its weight, up to a limit.</summary>
    Redistribute,

    /// <summary>It scores zero.</summary>
    Zero,

    /// <summary>It does not apply; the others carry its weight without limit.</summary>
    NotApplicable,
}

/// <summary>The scores of a <c>kpi-weighting</c> document, sound in itself but not yet checked against a fact model.</summary>
/// <param name="Month">Where the months stand; <see langword="null"/> when nothing is measured by month.</param>
/// <param name="Quarter">Where the quarters stand; <see langword="null"/> when nothing is measured by quarter.</param>
/// <param name="Indicators">The indicators; their weights sum to 100.</param>
/// <param name="Scorecards">Which indicators each type of period counts.</param>
/// <param name="MaximumRedistribution">Percent of a scorecard's weight that <see cref="MissingData.Redistribute"/> may move.</param>
/// <param name="Rollup">How the periods make up the KPI component.</param>
/// <param name="Components">How the components make up the composite.</param>
/// <param name="Feedback360">The 360° settings; <see langword="null"/> only when the component weighs nothing.</param>
/// <param name="Goals">The goals' settings; <see langword="null"/> only when the component weighs nothing.</param>
/// <param name="Grades">The grades of the composite and of the periods.</param>
/// <param name="Rounding">Places and mode of every published value.</param>
internal sealed record WeightingContent(
    PeriodList? Month,
    PeriodList? Quarter,
    IReadOnlyList<Indicator> Indicators,
    Scorecards Scorecards,
    decimal MaximumRedistribution,
    RollupWeights Rollup,
    ComponentWeights Components,
    Feedback360Settings? Feedback360,
    GoalsSettings? Goals,
    GradeScale Grades,
    RoundingPlaces Rounding);

/// <summary>A dotted path in the facts, and where the document names it.</summary>
/// <param name="Path">Such as <c>keyAccounts.actual</c>.</param>
/// <param name="At">The place in the document, for diagnostics.</param>
internal sealed record FieldReference(string Path, SourceNode At);

/// <summary>A list of periods in the facts.</summary>
/// <param name="List">The list.</param>
/// <param name="Index">The item's field that holds the 1-based index of the period.</param>
internal sealed record PeriodList(FieldReference List, FieldReference Index);

/// <summary>One indicator.</summary>
/// <param name="Id">Its name in results and expressions.</param>
/// <param name="Title">The display title.</param>
/// <param name="Weight">Percent of the full scorecard.</param>
/// <param name="Unit">The unit of actual and target.</param>
/// <param name="MeasuredBy">The period whose entries hold its data.</param>
/// <param name="Actual">What was achieved; <see langword="null"/> when it counts events.</param>
/// <param name="Target">What was asked for.</param>
/// <param name="WeightedBy">The weight of a weighted mean.</param>
/// <param name="Events">The events that give or take points; empty otherwise.</param>
/// <param name="ByQuarter">How months become quarters.</param>
/// <param name="ByYear">How shorter periods become the year.</param>
/// <param name="Method">How the measure becomes a score.</param>
/// <param name="Missing">What happens without data.</param>
internal sealed record Indicator(
    string Id,
    LocalizedText Title,
    decimal Weight,
    LocalizedText? Unit,
    PeriodType MeasuredBy,
    FieldReference? Actual,
    FieldReference? Target,
    FieldReference? WeightedBy,
    IReadOnlyList<PointEvent> Events,
    Aggregation? ByQuarter,
    Aggregation? ByYear,
    ScoringMethod Method,
    MissingData Missing);

/// <summary>An event that gives or takes points.</summary>
/// <param name="Fact">How often it happened.</param>
/// <param name="Points">Points for each time; negative takes.</param>
internal sealed record PointEvent(FieldReference Fact, decimal Points);

/// <summary>Ids of the indicators that count in each type of period; empty when the period is not scored.</summary>
internal sealed record Scorecards(IReadOnlyList<string> Month, IReadOnlyList<string> Quarter, IReadOnlyList<string> Year);

/// <summary>Percent of the KPI component; they sum to 100.</summary>
internal sealed record RollupWeights(decimal Month, decimal Quarter, decimal Year);

/// <summary>Percent of the composite; they sum to 100.</summary>
internal sealed record ComponentWeights(decimal Kpi, decimal Feedback360, decimal Goals);

/// <summary>How ratings become the 360° component.</summary>
/// <param name="Ratings">The list of rows <c>group, raterRef, competency, value</c>.</param>
/// <param name="Scale">What a mean rating is multiplied by to become a score.</param>
/// <param name="MinimumRaters">Fewer raters than this are suppressed.</param>
/// <param name="Groups">The rater groups; their weights sum to 100.</param>
/// <param name="Self">The group of self ratings, which never count.</param>
/// <param name="Competencies">The competencies.</param>
internal sealed record Feedback360Settings(
    FieldReference Ratings,
    decimal Scale,
    int MinimumRaters,
    IReadOnlyList<RaterGroup> Groups,
    string? Self,
    IReadOnlyList<Competency> Competencies);

/// <summary>A rater group.</summary>
/// <param name="Id">The word for it in the ratings.</param>
/// <param name="Title">The display title.</param>
/// <param name="Weight">Percent.</param>
/// <param name="Exempt">Whether it counts with fewer raters than the minimum, as the superior does.</param>
internal sealed record RaterGroup(string Id, LocalizedText Title, decimal Weight, bool Exempt);

/// <summary>A competency that raters judge.</summary>
/// <param name="Id">The word for it in the ratings, and its name in expressions.</param>
/// <param name="Title">The display title.</param>
internal sealed record Competency(string Id, LocalizedText Title);

/// <summary>Where the personal development goals stand.</summary>
/// <param name="List">The list of goals.</param>
/// <param name="Weight">A goal's weight; all sum to 100.</param>
/// <param name="Progress">A goal's progress, 0–100.</param>
/// <param name="Title">A goal's name.</param>
internal sealed record GoalsSettings(FieldReference List, FieldReference Weight, FieldReference Progress, FieldReference? Title);

/// <summary>Places and mode of the published values, each rounded once from the unrounded value.</summary>
internal sealed record RoundingPlaces
{
    /// <summary>What happens to ties.</summary>
    public RoundingMode Mode { get; init; } = RoundingMode.AwayFromZero;

    /// <summary>Scores of months, quarters and the year.</summary>
    public int Period { get; init; } = 4;

    /// <summary>Means of months and quarters.</summary>
    public int Means { get; init; } = 6;

    /// <summary>The KPI component.</summary>
    public int Kpi { get; init; } = 6;

    /// <summary>Means of ratings.</summary>
    public int Competency { get; init; } = 6;

    /// <summary>The 360° component.</summary>
    public int Feedback360 { get; init; } = 6;

    /// <summary>The goals component.</summary>
    public int Goals { get; init; } = 2;

    /// <summary>The composite.</summary>
    public int Composite { get; init; } = 2;

    /// <summary>Scores, ratios, means and weights of indicators.</summary>
    public int Indicator { get; init; } = 4;

    /// <summary>Rounds to one of the places above; none where there is no number.</summary>
    public DecimalParts Round(DecimalParts value, int places)
    {
        if ((value.IsShort && value.Scale == 0) || !value.IsSome)
            return value; // Whole numbers are as they are published.
        return Mode == RoundingMode.AwayFromZero ? Rounding.Round(value, places) : DecimalParts.Of(Rounding.Round(value.ToDecimal(), places, Mode));
    }
}
