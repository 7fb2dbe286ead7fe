using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Appraisals.Content;

/// <summary>The types of periods of an appraisal.</summary>
internal enum PeriodType
{
    /// <summary>A calendar month; a year has twelve.</summary>
    Month,

    /// <summary>Three months; a year has four.</summary>
    Quarter,

    /// <summary>The whole year.</summary>
    Year,
}

/// <summary>How the measures of shorter periods become the measure, or the score, of a longer one.</summary>
internal enum Aggregation
{
    /// <summary>Actuals and targets are summed separately.</summary>
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

/// <summary>What happens when an indicator's data is missing in a period.</summary>
internal enum MissingData
{
    /// <summary>The score of the period is undetermined.</summary>
    Error,

    /// <summary>The other indicators carry its weight, up to <see cref="WeightingContent.MaximumRedistribution"/>.</summary>
    Redistribute,

    /// <summary>The indicator scores zero.</summary>
    Zero,

    /// <summary>The indicator does not apply. The others carry its weight, without a limit.</summary>
    NotApplicable,
}

/// <summary>The content of a <c>kpi-weighting</c> document that concerns scores: consistent in itself but not yet checked against a fact model.</summary>
/// <param name="Month">The list of months in the facts; <see langword="null"/> when nothing is measured by month.</param>
/// <param name="Quarter">The list of quarters in the facts; <see langword="null"/> when nothing is measured by quarter.</param>
/// <param name="Indicators">The indicators; their weights sum to 100.</param>
/// <param name="Scorecards">The indicators that count in each type of period.</param>
/// <param name="MaximumRedistribution">The most that <see cref="MissingData.Redistribute"/> may move, in percent of a scorecard's total weight.</param>
/// <param name="Rollup">The weights of the periods in the KPI component.</param>
/// <param name="Components">The weights of the components in the composite.</param>
/// <param name="Feedback360">The settings of 360° feedback; <see langword="null"/> only when that component has no weight.</param>
/// <param name="Goals">The settings of goals; <see langword="null"/> only when that component has no weight.</param>
/// <param name="Grades">The grades of the composite and of the periods.</param>
/// <param name="Rounding">The decimal places and the rounding mode of every published value.</param>
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

/// <summary>A dotted path in the facts, with its place in the document.</summary>
/// <param name="Path">The path, such as <c>keyAccounts.actual</c>.</param>
/// <param name="At">The place in the document, for diagnostics.</param>
internal sealed record FieldReference(string Path, SourceNode At);

/// <summary>A list of periods in the facts.</summary>
/// <param name="List">The list.</param>
/// <param name="Index">The field of an item that holds the 1-based index of its period.</param>
internal sealed record PeriodList(FieldReference List, FieldReference Index);

/// <summary>An indicator.</summary>
/// <param name="Id">The indicator's name in results and expressions.</param>
/// <param name="Title">The display title.</param>
/// <param name="Weight">The weight, in percent of the full scorecard.</param>
/// <param name="Unit">The unit of actual and target; <see langword="null"/> if none is given.</param>
/// <param name="MeasuredBy">The type of period whose entries hold the indicator's data.</param>
/// <param name="Actual">The value achieved; <see langword="null"/> for an indicator that counts events.</param>
/// <param name="Target">The target value; <see langword="null"/> if the method uses none.</param>
/// <param name="WeightedBy">The weight in a weighted mean; <see langword="null"/> if there is none.</param>
/// <param name="Events">The events that add or subtract points; empty for other methods.</param>
/// <param name="ByQuarter">How months become quarters; <see langword="null"/> if they do not.</param>
/// <param name="ByYear">How shorter periods become the year; <see langword="null"/> if they do not.</param>
/// <param name="Method">How the measure becomes a score.</param>
/// <param name="Missing">What happens when data is missing.</param>
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

/// <summary>An event that adds or subtracts points.</summary>
/// <param name="Fact">The number of times it happened.</param>
/// <param name="Points">The points for each time; negative ones are subtracted.</param>
internal sealed record PointEvent(FieldReference Fact, decimal Points);

/// <summary>The ids of the indicators that count in each type of period; empty when periods of the type are not scored.</summary>
internal sealed record Scorecards(IReadOnlyList<string> Month, IReadOnlyList<string> Quarter, IReadOnlyList<string> Year);

/// <summary>The weights of the periods, in percent of the KPI component; they sum to 100.</summary>
internal sealed record RollupWeights(decimal Month, decimal Quarter, decimal Year);

/// <summary>The weights of the components, in percent of the composite; they sum to 100.</summary>
internal sealed record ComponentWeights(decimal Kpi, decimal Feedback360, decimal Goals);

/// <summary>How ratings become the 360° component.</summary>
/// <param name="Ratings">The list of ratings, with the fields <c>group</c>, <c>raterRef</c>, <c>competency</c> and <c>value</c>.</param>
/// <param name="Scale">The factor that turns a mean rating into a score.</param>
/// <param name="MinimumRaters">The minimum number of raters; a group with fewer is suppressed, unless it is exempt.</param>
/// <param name="Groups">The rater groups; their weights sum to 100.</param>
/// <param name="Self">The group of self ratings, which never count; <see langword="null"/> if there is none.</param>
/// <param name="Competencies">The competencies.</param>
internal sealed record Feedback360Settings(
    FieldReference Ratings,
    decimal Scale,
    int MinimumRaters,
    IReadOnlyList<RaterGroup> Groups,
    string? Self,
    IReadOnlyList<Competency> Competencies);

/// <summary>A rater group.</summary>
/// <param name="Id">The word for the group in the ratings.</param>
/// <param name="Title">The display title.</param>
/// <param name="Weight">The weight, in percent.</param>
/// <param name="Exempt">Whether the group counts with fewer raters than the minimum, as the superior does.</param>
internal sealed record RaterGroup(string Id, LocalizedText Title, decimal Weight, bool Exempt);

/// <summary>A competency that raters assess.</summary>
/// <param name="Id">The word for the competency in the ratings, and its name in expressions.</param>
/// <param name="Title">The display title.</param>
internal sealed record Competency(string Id, LocalizedText Title);

/// <summary>The fields of the personal development goals in the facts.</summary>
/// <param name="List">The list of goals.</param>
/// <param name="Weight">A goal's weight, in percent; the weights of all goals sum to 100.</param>
/// <param name="Progress">A goal's progress, 0–100.</param>
/// <param name="Title">A goal's name; <see langword="null"/> if the policy names no field for it.</param>
internal sealed record GoalsSettings(FieldReference List, FieldReference Weight, FieldReference Progress, FieldReference? Title);

/// <summary>The decimal places and the rounding mode of published values. Each value is rounded once, from the unrounded value.</summary>
internal sealed record RoundingPlaces
{
    /// <summary>How ties are rounded.</summary>
    public RoundingMode Mode { get; init; } = RoundingMode.AwayFromZero;

    /// <summary>The decimal places of the scores of months, quarters and the year.</summary>
    public int Period { get; init; } = 4;

    /// <summary>The decimal places of the means of months and of quarters.</summary>
    public int Means { get; init; } = 6;

    /// <summary>The decimal places of the KPI component.</summary>
    public int Kpi { get; init; } = 6;

    /// <summary>The decimal places of the means of ratings.</summary>
    public int Competency { get; init; } = 6;

    /// <summary>The decimal places of the 360° component.</summary>
    public int Feedback360 { get; init; } = 6;

    /// <summary>The decimal places of the goals component and of each goal's contribution.</summary>
    public int Goals { get; init; } = 2;

    /// <summary>The decimal places of the composite and of each component's contribution.</summary>
    public int Composite { get; init; } = 2;

    /// <summary>The decimal places of the actuals, targets, ratios, scores, weights and contributions of indicators.</summary>
    public int Indicator { get; init; } = 4;

    /// <summary>Rounds a value to one of the above numbers of places; returns <see cref="DecimalParts.None"/> for none.</summary>
    public DecimalParts Round(DecimalParts value, int places)
    {
        if ((value.IsShort && value.Scale == 0) || !value.IsSome)
            return value; // Whole numbers need no rounding.
        return Mode == RoundingMode.AwayFromZero ? Rounding.Round(value, places) : DecimalParts.Of(Rounding.Round(value.ToDecimal(), places, Mode));
    }
}
