using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Turns personal development goals into a component: Σ weight × progress ÷ 100. Prepared once per policy version.</summary>
internal sealed class GoalsCalculator
{
    private const decimal Whole = 100;

    private readonly GoalsSettings _settings;
    private readonly RoundingPlaces _places;
    private readonly string _path;

    /// <summary>Prepares the component.</summary>
    /// <param name="settings">The policy's settings.</param>
    /// <param name="places">The policy's rounding.</param>
    /// <param name="path">Where the goals stand, such as <c>manager.goals</c>.</param>
    public GoalsCalculator(GoalsSettings settings, RoundingPlaces places, string path)
    {
        _settings = settings;
        _places = places;
        _path = path;
    }

    /// <summary>The component of one person; undetermined without goals, with gaps, or when the weights do not sum to 100.</summary>
    /// <param name="goals">The goals; <see langword="null"/> when the list is missing.</param>
    /// <param name="faults">Takes what could not be used.</param>
    public ComponentScore<GoalsResult> Calculate(GoalRow[]? goals, List<EvaluationFault> faults)
    {
        goals ??= [];
        var missing = new List<string>();
        decimal? score = null;
        try
        {
            score = Score(goals, missing, faults);
            var items = new GoalResult[goals.Length];
            for (var i = 0; i < items.Length; i++)
                items[i] = Publish(goals[i]);
            return new ComponentScore<GoalsResult>(score, new GoalsResult(Rounded(score), items), missing);
        }
        catch (OverflowException)
        {
            faults.Add(new EvaluationFault(EvaluationFaults.Overflow, new LocalizedText(
                $"the goals in `{_path}` outgrow 28 digits", $"“{_path}”中的数值超出28位")));
            return new ComponentScore<GoalsResult>(Score: null, new GoalsResult(Score: null, []), [_path]);
        }
    }

    private decimal? Score(GoalRow[] goals, List<string> missing, List<EvaluationFault> faults)
    {
        decimal sum = 0, weights = 0;
        for (var i = 0; i < goals.Length; i++)
        {
            if (goals[i].Weight is null)
                missing.Add(Path(i, _settings.Weight));
            if (goals[i].Progress is null)
                missing.Add(Path(i, _settings.Progress));
            weights += goals[i].Weight.GetValueOrDefault();
            sum += goals[i].Weight.GetValueOrDefault() * goals[i].Progress.GetValueOrDefault();
        }

        if (goals.Length == 0)
            missing.Add(_path);
        if (missing.Count > 0)
            return null;
        if (weights == Whole)
            return ScoreLimit.Keep(sum / Whole);
        missing.Add(_path);
        faults.Add(new EvaluationFault(EvaluationFaults.OutOfRange, new LocalizedText(
            $"the weights of the goals in `{_path}` sum to {ExactDecimal.ToText(weights)}, not 100",
            $"“{_path}”中目标权重之和为{ExactDecimal.ToText(weights)}，应为100")));
        return null;
    }

    private GoalResult Publish(GoalRow goal) =>
        new(goal.Title, goal.Weight, goal.Progress, Rounded(goal.Weight * goal.Progress / Whole));

    private string Path(int index, FieldReference field) =>
        string.Create(CultureInfo.InvariantCulture, $"{_path}[{index + 1}].{field.Path}");

    private decimal? Rounded(decimal? value) => value is { } v ? _places.Round(v, _places.Goals) : null;
}
