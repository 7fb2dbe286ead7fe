using System.Globalization;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Computes the goals component: Σ (weight × progress) ÷ 100. Prepared once per policy version.</summary>
internal sealed class GoalsCalculator
{
    private static readonly DecimalParts Whole = DecimalParts.Of(100);

    private readonly GoalsSettings _settings;
    private readonly RoundingPlaces _places;
    private readonly string _path;

    /// <summary>Prepares the component.</summary>
    /// <param name="settings">The policy's settings.</param>
    /// <param name="places">The policy's rounding.</param>
    /// <param name="path">The path of the goals, such as <c>manager.goals</c>.</param>
    public GoalsCalculator(GoalsSettings settings, RoundingPlaces places, string path)
    {
        _settings = settings;
        _places = places;
        _path = path;
    }

    /// <summary>
    /// Computes the component of one person. It is undetermined without goals, when a weight or a progress is missing, and when the weights do not sum to
    /// 100.
    /// </summary>
    /// <param name="goals">The goals as they were given; receives the component.</param>
    /// <param name="faults">Receives the faults of data that could not be used.</param>
    public void Calculate(GoalsWork goals, List<EvaluationFault> faults)
    {
        try
        {
            (goals.Unrounded, goals.Missing) = Score(goals.Items, faults);
            foreach (ref var goal in goals.Items)
                goal.Contribution = Rounded(WeightedSum.Part(goal.Weight, goal.Progress));
            goals.Score = Rounded(goals.Unrounded);
        }
        catch (OverflowException)
        {
            faults.Add(new EvaluationFault(EvaluationFaults.Overflow, new LocalizedText(
                $"the goals in `{_path}` outgrow 28 digits", $"“{_path}”中的数值超出28位")));
            (goals.Unrounded, goals.Score, goals.Missing) = (DecimalParts.None, DecimalParts.None, [_path]);
            goals.Drop();
        }
    }

    private (DecimalParts Score, IReadOnlyList<string> Missing) Score(ReadOnlySpan<GoalWork> goals, List<EvaluationFault> faults)
    {
        DecimalParts sum = default, weights = default;
        List<string>? missing = null;
        for (var i = 0; i < goals.Length; i++)
        {
            var (weight, progress) = (goals[i].Weight, goals[i].Progress);
            if (!weight.IsSome)
                (missing ??= []).Add(Path(i, _settings.Weight));
            if (!progress.IsSome)
                (missing ??= []).Add(Path(i, _settings.Progress));
            if (weight.IsSome)
                weights = QuickDecimal.Add(weights, weight);
            if (weight.IsSome && progress.IsSome)
                sum = WeightedSum.Add(sum, weight, progress);
        }

        if (goals.Length == 0)
            return (DecimalParts.None, [_path]);
        if (missing is not null)
            return (DecimalParts.None, missing);
        if (QuickDecimal.Compare(weights, Whole) == 0)
            return (ScoreLimit.Keep(WeightedSum.OfPercents(sum)), []);
        faults.Add(new EvaluationFault(EvaluationFaults.OutOfRange, new LocalizedText(
            $"the weights of the goals in `{_path}` sum to {ExactDecimal.ToText(weights.ToDecimal())}, not 100",
            $"“{_path}”中目标权重之和为{ExactDecimal.ToText(weights.ToDecimal())}，应为100")));
        return (DecimalParts.None, [_path]);
    }

    private string Path(int index, FieldReference field) =>
        string.Create(CultureInfo.InvariantCulture, $"{_path}[{index + 1}].{field.Path}");

    private DecimalParts Rounded(DecimalParts value) => _places.Round(value, _places.Goals);
}
