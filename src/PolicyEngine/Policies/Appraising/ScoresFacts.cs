using PolicyEngine.Appraisals;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Feedback;
using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>Turns the scores of a weighting policy into facts; see <see cref="ResultSchemas.OfWeighting"/>.</summary>
internal sealed class ScoresFacts : ResultFacts
{
    private readonly ObjectSlots _root;
    private readonly int _composite;
    private readonly int _grade;
    private readonly int[] _components;
    private readonly (PeriodFacts? Facts, int At) _year;
    private readonly (PeriodFacts? Facts, int At) _quarters;
    private readonly (PeriodFacts? Facts, int At) _months;
    private readonly (ObjectSlots? Slots, int At) _competencies;
    private readonly int[] _competencySlots;
    private readonly (ObjectSlots? Slots, int At) _dimensions;
    private readonly RuleSlots[] _rules;

    /// <summary>Looks the slots up.</summary>
    /// <param name="content">The content of the policy.</param>
    /// <param name="dimensions">The policy's rules, which compute its dimensions; <see langword="null"/> when the reader is these rules themselves.</param>
    /// <param name="root">The slots that are read.</param>
    public ScoresFacts(WeightingContent content, CompiledWorkflow? dimensions, ObjectSlots root)
        : base(root)
    {
        _root = root;
        _composite = root.Of("composite");
        _grade = root.Of("grade");
        _components = [.. WeightingCalculator.ComponentIds.Select(root.Of)];
        _year = Periods("year", content.Scorecards.Year);
        _quarters = Periods("quarters", content.Scorecards.Quarter);
        _months = Periods("months", content.Scorecards.Month);
        _competencies = (root.Below("competencies", out var competencies), competencies);
        _competencySlots = [.. (content.Feedback360?.Competencies ?? []).Select(c => _competencies.Slots?.Of(c.Id) ?? -1)];
        _dimensions = (root.Below("dimensions", out var at), at);
        _rules = dimensions is null ? [] : RuleSlots.Of(dimensions.Rules, states: null, _dimensions.Slots);
    }

    /// <inheritdoc/>
    public override FactObject Create()
    {
        var facts = _root.Create();
        if (_year.Facts is { } year)
            facts.SetReference(_year.At, year.Create());
        if (_quarters.Facts is { } quarters)
            facts.SetReference(_quarters.At, quarters.CreateList(PeriodCount.Quarters));
        if (_months.Facts is { } months)
            facts.SetReference(_months.At, months.CreateList(PeriodCount.Months));
        if (_competencies.Slots is { } competencies)
            facts.SetReference(_competencies.At, competencies.Create());
        if (_dimensions.Slots is { } dimensions)
            facts.SetReference(_dimensions.At, dimensions.Create());
        return facts;
    }

    /// <inheritdoc/>
    public override void Fill(FactObject facts, in PolicyRun run)
    {
        var scores = run.Scores!;
        ObjectSlots.Set(facts, _composite, scores.Composite);
        ObjectSlots.Set(facts, _grade, scores.Grade);
        for (var i = 0; i < _components.Length; i++)
            ObjectSlots.Set(facts, _components[i], scores.Component(i).Unrounded);
        _year.Facts?.Fill((FactObject)facts.GetReference(_year.At)!, scores.Kpi.Year);
        _quarters.Facts?.Fill((FactObject[])facts.GetReference(_quarters.At)!, scores.Kpi.Quarters);
        _months.Facts?.Fill((FactObject[])facts.GetReference(_months.At)!, scores.Kpi.Months);
        if (_competencies.Slots is not null && scores.Feedback.IsComputed)
            FillCompetencies((FactObject)facts.GetReference(_competencies.At)!, scores.Feedback);
        if (_dimensions.Slots is { } dimensions && run.Frame is { } frame)
            RuleSlots.Write(_rules, frame, states: null, (FactObject)facts.GetReference(_dimensions.At)!, dimensions);
    }

    private void FillCompetencies(FactObject facts, FeedbackWork feedback)
    {
        for (var i = 0; i < _competencySlots.Length; i++)
            ObjectSlots.Set(facts, _competencySlots[i], feedback.Competencies[i].Unrounded);
    }

    private (PeriodFacts? Facts, int At) Periods(string name, IReadOnlyList<string> indicators) =>
        _root.Below(name, out var at) is { } slots ? (new PeriodFacts(slots, indicators), at) : (null, at);
}
