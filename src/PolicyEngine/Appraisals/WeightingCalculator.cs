using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Feedback;
using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals;

/// <summary>
/// Computes the scores of a weighting policy from plain values. Everything is computed unrounded, and each value is rounded once when it is published.
/// Prepared once per policy version; safe for concurrent use.
/// </summary>
internal sealed class WeightingCalculator
{
    /// <summary>The ids of the components, in their order.</summary>
    public static IReadOnlyList<string> ComponentIds { get; } = ["kpi", "feedback360", "goals"];

    /// <summary>The display titles of the components.</summary>
    public static IReadOnlyList<LocalizedText> ComponentTitles { get; } =
        [new("Key performance indicators", "关键绩效指标"), new("360° feedback", "360°评价"), new("Personal development goals", "个人发展目标")];

    private readonly WeightingContent _content;
    private readonly DecimalParts[] _weights; // Of the components, in their order.
    private readonly IndicatorInfo[] _infos;
    private readonly KpiCalculator _kpi;
    private readonly Feedback360Calculator? _feedback;
    private readonly GoalsCalculator? _goals;

    /// <summary>Prepares a policy.</summary>
    /// <param name="content">The content of the policy, checked against the model.</param>
    /// <param name="model">The root schema of the fact model, which has the display names of facts.</param>
    /// <param name="input">The name with which paths start, such as <c>manager</c>.</param>
    public WeightingCalculator(WeightingContent content, FactSchema model, string input)
    {
        ArgumentNullException.ThrowIfNull(content);
        _content = content;
        _weights = [DecimalParts.Of(content.Components.Kpi), DecimalParts.Of(content.Components.Feedback360), DecimalParts.Of(content.Components.Goals)];
        Indicators = [.. content.Indicators.Select(i => new IndicatorCalculator(i, RootOf(content, i.MeasuredBy, input)))];
        _infos = [.. content.Indicators.Select(i => Describe(i, EntryOf(content, i.MeasuredBy, model)))];
        _kpi = new KpiCalculator(content, Indicators);
        _feedback = content.Feedback360 is { } f ? new Feedback360Calculator(f, content.Rounding, $"{input}.{f.Ratings.Path}") : null;
        _goals = content.Goals is { } g ? new GoalsCalculator(g, content.Rounding, $"{input}.{g.List.Path}") : null;
    }

    /// <summary>The indicators, in the policy's order.</summary>
    public IndicatorCalculator[] Indicators { get; }

    /// <summary>The descriptions of the indicators, in the policy's order.</summary>
    public IReadOnlyList<IndicatorInfo> Infos => _infos;

    /// <summary>Creates the memory for one person's scores.</summary>
    public WeightingWork CreateWork() => new(
        Array.ConvertAll(Indicators, i => i.CreateYear()), _feedback?.CreateTally(), _kpi.CreateWork(), _feedback?.CreateWork() ?? new FeedbackWork(groups: 0, competencies: 0));

    /// <summary>Computes the scores of one person.</summary>
    /// <param name="work">The values from the facts; receives the scores.</param>
    public void Calculate(WeightingWork work)
    {
        _kpi.Calculate(work.Kpi, work.Indicators, work.Faults);
        _feedback?.Calculate(work.Feedback, work.Ratings!, work.Faults);
        _goals?.Calculate(work.Goals, work.Faults);
        for (var i = 0; i < _weights.Length; i++)
        {
            var component = work.Component(i);
            component.Contribution = Rounded(WeightedSum.Part(_weights[i], component.Unrounded));
        }

        work.Composite = Composite(work);
        work.Grade = work.Composite.IsSome ? _content.Grades.TryFind(work.Composite) : null;
        work.Missing = work.Composite.IsSome ? [] : Missing(work);
    }

    private static string RootOf(WeightingContent content, PeriodType type, string input) =>
        ListOf(content, type) is { } list ? $"{input}.{list.List.Path}" : input;

    private static FactSchema EntryOf(WeightingContent content, PeriodType type, FactSchema model) =>
        ListOf(content, type) is { } list ? model.Find(list.List.Path)!.Items! : model;

    private static PeriodList? ListOf(WeightingContent content, PeriodType type) => type switch
    {
        PeriodType.Month => content.Month,
        PeriodType.Quarter => content.Quarter,
        _ => null,
    };

    private static IndicatorInfo Describe(Indicator indicator, FactSchema entry)
    {
        var method = indicator.Method;
        var text = method.Describe(indicator, path => entry.Find(path)?.Title ?? new LocalizedText($"`{path}`", $"“{path}”"));
        return new IndicatorInfo(indicator.Id, indicator.Title, indicator.Weight, method.Word, text, indicator.Unit, method.Full);
    }

    /// <summary>Returns Σ (weight × unrounded score) ÷ 100, rounded once. A component without weight is not needed.</summary>
    private DecimalParts Composite(WeightingWork work)
    {
        var sum = default(DecimalParts);
        for (var i = 0; i < _weights.Length; i++)
        {
            if (_weights[i].IsPositive)
                sum = WeightedSum.Add(sum, _weights[i], work.Component(i).Unrounded);
        }

        return Rounded(WeightedSum.OfPercents(sum));
    }

    private IReadOnlyList<string> Missing(WeightingWork work)
    {
        var missing = new PathSet();
        for (var i = 0; i < _weights.Length; i++)
        {
            if (_weights[i].IsPositive)
                missing.Add(work.Component(i).Missing);
        }

        return missing.ToList();
    }

    private DecimalParts Rounded(DecimalParts value) => _content.Rounding.Round(value, _content.Rounding.Composite);
}
