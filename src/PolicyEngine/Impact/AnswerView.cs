using PolicyEngine.Appraisals;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>The result of a policy of any kind, or of a whole scheme, in the form in which an impact analysis compares it.</summary>
internal sealed class AnswerView
{
    private readonly Dictionary<string, RuleResult> _rules = new(StringComparer.Ordinal);
    private readonly Favour? _grade;

    /// <summary>Reads a decision whose facts had no faults.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="favourable">The grade that counts as a favourable result; <see langword="null"/> if none does.</param>
    public AnswerView(PolicyDecision decision, FavourableGrade? favourable)
        : this(decision.Result?.Outcome, decision.Result?.Events ?? [], decision.Scores, favourable)
    {
        AddAll(string.Empty, decision.Result?.Rules ?? decision.Scores!.Dimensions);
    }

    /// <summary>
    /// Reads an appraisal whose facts had no faults. The names of its rules begin with the part of the appraisal they belong to, such as <c>reward.BONUS</c>.
    /// </summary>
    /// <param name="appraisal">The appraisal.</param>
    /// <param name="favourable">The grade that counts as a favourable result; <see langword="null"/> if none does.</param>
    public AnswerView(AppraisalResult appraisal, FavourableGrade? favourable)
        : this(appraisal.Promotion?.Outcome, [.. appraisal.Training?.Events ?? [], .. appraisal.Reward?.Events ?? []], appraisal.Scores, favourable)
    {
        AddAll("scores.", appraisal.Scores.Dimensions);
        AddAll("promotion.", appraisal.Promotion?.Rules ?? []);
        AddAll("training.", appraisal.Training?.Rules ?? []);
        AddAll("reward.", appraisal.Reward?.Rules ?? []);
    }

    private AnswerView(Outcome? outcome, IReadOnlyList<string> events, WeightingResult? scores, FavourableGrade? favourable)
    {
        Outcome = outcome;
        Events = events;
        Scores = scores is null ? [] : [("composite", scores.Composite), ("grade", scores.Grade), .. scores.Components.Select(c => (c.Id, (object?)c.Score))];
        _grade = favourable?.Of(scores?.Grade);
    }

    /// <summary>The joint outcome of a promotion policy's rules; <see langword="null"/> if there is none.</summary>
    public Outcome? Outcome { get; }

    /// <summary>The success events of the rules that are met.</summary>
    public IReadOnlyList<string> Events { get; }

    /// <summary>The published composite, grade and components of a weighting policy; empty for other kinds.</summary>
    public IReadOnlyList<(string Name, object? Value)> Scores { get; }

    /// <summary>The results of all rules by name, including nested ones.</summary>
    public IReadOnlyDictionary<string, RuleResult> Rules => _rules;

    /// <summary>
    /// Everything in the result that is favourable to the subject: the events, <c>met</c> if a promotion policy is met, and the grade if it is good enough.
    /// </summary>
    public IEnumerable<Favour> Favours
    {
        get
        {
            if (Outcome == Workflows.Outcome.Met)
                yield return Favour.Met;
            if (_grade is { } grade)
                yield return grade;
            foreach (var granted in Events)
                yield return new Favour(granted, IsEvent: true);
        }
    }

    private void AddAll(string prefix, IEnumerable<RuleResult> rules)
    {
        foreach (var rule in rules)
        {
            _rules.TryAdd(prefix + rule.Name, rule);
            AddAll(prefix, rule.Rules);
        }
    }
}
