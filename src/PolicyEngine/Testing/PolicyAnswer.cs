using System.Globalization;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Testing;

/// <summary>The result of a policy of any kind, accessible by the names that tests use.</summary>
internal sealed class PolicyAnswer
{
    private readonly Dictionary<string, RuleResult> _rules = new(StringComparer.Ordinal);

    /// <summary>Reads a decision whose facts had no faults.</summary>
    public PolicyAnswer(PolicyDecision decision)
    {
        Result = decision.Result;
        Scores = decision.Scores;
        foreach (var rule in (Result?.Rules ?? Scores!.Dimensions).SelectMany(WithNested))
            _rules.TryAdd(rule.Name, rule);
    }

    /// <summary>The result of a rule policy; <see langword="null"/> for a weighting policy.</summary>
    public PolicyResult? Result { get; }

    /// <summary>The result of a weighting policy; <see langword="null"/> for other kinds.</summary>
    public WeightingResult? Scores { get; }

    /// <summary>The paths of the missing fields.</summary>
    public IReadOnlyList<string> Missing => Result?.Missing ?? Scores!.Missing;

    /// <summary>The success events of the rules that are met.</summary>
    public IReadOnlyList<string> Events =>
        Result?.Events ?? [.. Scores!.Dimensions.Select(d => d.Event).OfType<string>()];

    /// <summary>The results of all rules, including nested ones.</summary>
    public IEnumerable<RuleResult> Rules => _rules.Values;

    /// <summary>Returns the result of a rule; <see langword="null"/> when the rule is disabled or was not called.</summary>
    public RuleResult? FindRule(string name) => _rules.GetValueOrDefault(name);

    /// <summary>Returns a published score by its path, such as <c>quarters.1.K2</c>; <see langword="null"/> if there is none.</summary>
    public object? FindScore(string path)
    {
        var parts = path.Split('.');
        return parts[0] switch
        {
            "composite" => Scores!.Composite,
            "grade" => Scores!.Grade,
            "year" => OfPeriod(Scores!.Kpi.Year, parts[1]),
            "quarters" => OfPeriods(Scores!.Kpi.Quarters, parts),
            "months" => OfPeriods(Scores!.Kpi.Months, parts),
            "competencies" => Scores!.Feedback360.Competencies.FirstOrDefault(c => Is(c.Id, parts[1]))?.Score,
            var component => Scores!.Components.FirstOrDefault(c => Is(c.Id, component))?.Score,
        };
    }

    private static object? OfPeriods(IReadOnlyList<PeriodResult> periods, string[] parts) =>
        periods.FirstOrDefault(p => Is(p.Index.ToString(CultureInfo.InvariantCulture), parts[1])) is { } period ? OfPeriod(period, parts[2]) : null;

    private static object? OfPeriod(PeriodResult period, string name) => name switch
    {
        "score" => period.Score,
        "grade" => period.Grade,
        _ => period.Indicators.FirstOrDefault(i => Is(i.Id, name))?.Score,
    };

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    private static IEnumerable<RuleResult> WithNested(RuleResult rule) => rule.Rules.SelectMany(WithNested).Prepend(rule);
}
