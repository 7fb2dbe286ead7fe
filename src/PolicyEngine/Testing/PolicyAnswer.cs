using System.Globalization;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Testing;

/// <summary>An answer of any kind of policy, by the names that tests use.</summary>
internal sealed class PolicyAnswer
{
    private readonly Dictionary<string, RuleResult> _rules = new(StringComparer.Ordinal);

    /// <summary>Reads a decision without faults.</summary>
    public PolicyAnswer(PolicyDecision decision)
    {
        Result = decision.Result;
        Scores = decision.Scores;
        foreach (var rule in (Result?.Rules ?? Scores!.Dimensions).SelectMany(WithNested))
            _rules.TryAdd(rule.Name, rule);
    }

    /// <summary>The answer of a rule policy.</summary>
    public PolicyResult? Result { get; }

    /// <summary>The answer of a weighting policy.</summary>
    public WeightingResult? Scores { get; }

    /// <summary>Fields that were missing.</summary>
    public IReadOnlyList<string> Missing => Result?.Missing ?? Scores!.Missing;

    /// <summary>What was granted or triggered.</summary>
    public IReadOnlyList<string> Events =>
        Result?.Events ?? [.. Scores!.Dimensions.Select(d => d.Event).OfType<string>()];

    /// <summary>Every rule's result, nested ones included.</summary>
    public IEnumerable<RuleResult> Rules => _rules.Values;

    /// <summary>A rule's result, or <see langword="null"/> when it is switched off.</summary>
    public RuleResult? FindRule(string name) => _rules.GetValueOrDefault(name);

    /// <summary>A published score by its path, such as <c>quarters.1.K2</c>.</summary>
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
