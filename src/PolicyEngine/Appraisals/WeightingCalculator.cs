using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>
/// Computes the scores of a weighting policy from plain values. Everything is computed unrounded and rounded once, where it is
/// published. Prepared once per policy version; safe for concurrent use.
/// </summary>
internal sealed class WeightingCalculator
{
    /// <summary>The ids of the components, in their order.</summary>
    public static IReadOnlyList<string> ComponentIds { get; } = ["kpi", "feedback360", "goals"];

    /// <summary>What people call them.</summary>
    public static IReadOnlyList<LocalizedText> ComponentTitles { get; } =
        [new("Key performance indicators", "关键绩效指标"), new("360° feedback", "360°评价"), new("Personal development goals", "个人发展目标")];

    private readonly WeightingContent _content;
    private readonly IndicatorInfo[] _infos;
    private readonly KpiCalculator _kpi;
    private readonly Feedback360Calculator? _feedback;
    private readonly GoalsCalculator? _goals;

    /// <summary>Prepares a policy.</summary>
    /// <param name="content">The policy's scores, checked against the model.</param>
    /// <param name="model">The root schema of the fact model, which names the facts for people.</param>
    /// <param name="input">The name by which paths start, such as <c>manager</c>.</param>
    public WeightingCalculator(WeightingContent content, FactSchema model, string input)
    {
        ArgumentNullException.ThrowIfNull(content);
        _content = content;
        Indicators = [.. content.Indicators.Select(i => new IndicatorCalculator(i, RootOf(content, i.MeasuredBy, input)))];
        _infos = [.. content.Indicators.Select(i => Describe(i, EntryOf(content, i.MeasuredBy, model)))];
        _kpi = new KpiCalculator(content, Indicators);
        _feedback = content.Feedback360 is { } f ? new Feedback360Calculator(f, content.Rounding, $"{input}.{f.Ratings.Path}") : null;
        _goals = content.Goals is { } g ? new GoalsCalculator(g, content.Rounding, $"{input}.{g.List.Path}") : null;
    }

    /// <summary>The indicators, in the policy's order.</summary>
    public IndicatorCalculator[] Indicators { get; }

    /// <summary>The indicators for people.</summary>
    public IReadOnlyList<IndicatorInfo> Infos => _infos;

    /// <summary>Room to work in.</summary>
    public WeightingWork CreateWork() => new(Array.ConvertAll(Indicators, i => i.CreateYear()), _feedback?.CreateTally());

    /// <summary>The scores of one person, without dimensions.</summary>
    /// <param name="work">The facts, and room to work in.</param>
    public WeightingResult Calculate(WeightingWork work)
    {
        var faults = work.Faults;
        var kpi = _kpi.Calculate(work.Indicators, faults);
        var feedback = _feedback?.Calculate(work.Ratings!, faults)
            ?? new ComponentScore<Feedback360Result>(Score: null, new Feedback360Result(Score: null, Held: null, [], []), []);
        var goals = _goals?.Calculate(work.Goals, faults)
            ?? new ComponentScore<GoalsResult>(Score: null, new GoalsResult(Score: null, []), []);

        var weights = _content.Components;
        ComponentResult[] components =
        [
            Component(0, weights.Kpi, kpi.Score, kpi.Published.Score, kpi.Missing),
            Component(1, weights.Feedback360, feedback.Score, feedback.Published.Score, feedback.Missing),
            Component(2, weights.Goals, goals.Score, goals.Published.Score, goals.Missing),
        ];
        var composite = Composite(kpi.Score, feedback.Score, goals.Score);
        return new WeightingResult(
            composite,
            composite is { } score ? _content.Grades.TryFind(score) : null,
            Missing(components),
            components,
            kpi.Published,
            _infos,
            feedback.Published,
            goals.Published,
            [])
        {
            Faults = faults.Count == 0 ? [] : faults.ToArray(),
        };
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

    /// <summary>Σ weight × unrounded score ÷ 100, rounded once; a component that weighs nothing is not needed.</summary>
    private decimal? Composite(decimal? kpi, decimal? feedback, decimal? goals)
    {
        var weights = _content.Components;
        decimal? sum = 0;
        if (weights.Kpi > 0)
            sum += weights.Kpi * kpi;
        if (weights.Feedback360 > 0)
            sum += weights.Feedback360 * feedback;
        if (weights.Goals > 0)
            sum += weights.Goals * goals;
        return sum is { } total ? _content.Rounding.Round(total / 100, _content.Rounding.Composite) : null;
    }

    private ComponentResult Component(
        int component, decimal weight, decimal? score, decimal? published, IReadOnlyList<string> missing)
    {
        decimal? contribution = score is { } s ? _content.Rounding.Round(weight * s / 100, _content.Rounding.Composite) : null;
        return new ComponentResult(ComponentIds[component], ComponentTitles[component], weight, published, contribution, missing) { Unrounded = score };
    }

    private static IReadOnlyList<string> Missing(ComponentResult[] components)
    {
        var missing = new PathSet();
        foreach (var component in components)
        {
            if (component.Weight > 0)
                missing.Add(component.Missing);
        }

        return missing.ToList();
    }
}
