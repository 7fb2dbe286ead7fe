using System.Globalization;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>
/// What an indicator reads of each entry of the facts: what was achieved, or the events that give and take points; then the target, and the weight of a
/// weighted mean, where it has them. Prepared once per policy version.
/// </summary>
internal sealed class IndicatorInputs
{
    private readonly string _root;
    private readonly bool _isByYear;
    private readonly string[] _paths;
    private readonly DecimalParts[]? _points;
    private readonly int _achieved; // So many inputs say what was achieved.
    private readonly int _target = -1;
    private readonly int _weight = -1;

    /// <summary>Prepares the inputs.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="root">Where its periods stand: <c>manager.months</c>, or <c>manager</c> when measured by year.</param>
    public IndicatorInputs(Indicator indicator, string root)
    {
        _root = root;
        _isByYear = indicator.MeasuredBy == PeriodType.Year;
        List<string> paths = indicator.Events.Count > 0 ? [.. indicator.Events.Select(e => e.Fact.Path)] : [indicator.Actual!.Path];
        _points = indicator.Events.Count > 0 ? [.. indicator.Events.Select(e => DecimalParts.Of(e.Points))] : null;
        _achieved = paths.Count;
        if (indicator.Target is { } target)
        {
            _target = paths.Count;
            paths.Add(target.Path);
        }

        if (indicator.WeightedBy is { } weight)
        {
            _weight = paths.Count;
            paths.Add(weight.Path);
        }

        _paths = [.. paths];
    }

    /// <summary>The paths read from each period's entry, in the order of the inputs.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Whether there is a target.</summary>
    public bool HasTarget => _target >= 0;

    /// <summary>The target of an entry; none when it is missing.</summary>
    public DecimalParts Target(IndicatorYear year, int entry) => Input(year, entry, _target);

    /// <summary>The weight of an entry; none when it is missing.</summary>
    public DecimalParts Weight(IndicatorYear year, int entry) => Input(year, entry, _weight);

    /// <summary>Computes what each entry achieved, once for all periods that it belongs to.</summary>
    public void TakeAchieved(IndicatorYear year)
    {
        for (var entry = 0; entry < year.Achieved.Length; entry++)
            year.Achieved[entry] = TakeAchieved(year, entry);
    }

    /// <summary>What an entry achieved; none when an input is missing, its weight not counted.</summary>
    /// <exception cref="OverflowException">It outgrows decimals.</exception>
    public DecimalParts Achieved(IndicatorYear year, int entry)
    {
        var achieved = year.Achieved[entry];
        return achieved.IsSome || !IsComplete(year, entry) ? achieved : PointsOf(year, entry); // Those that could not be computed throw again, now for one period.
    }

    /// <summary>The paths of what is missing in entries.</summary>
    /// <param name="year">The values.</param>
    /// <param name="start">The first entry.</param>
    /// <param name="end">The entry behind the last.</param>
    /// <param name="isWeighted">Whether their weights are needed.</param>
    public List<string> MissingIn(IndicatorYear year, int start, int end, bool isWeighted) =>
        PathsOf(start, end, 0, _paths.Length, (entry, input) => (isWeighted || input != _weight) && !Input(year, entry, input).IsSome);

    /// <summary>The paths of what says what entries achieved.</summary>
    public List<string> AchievedIn(int start, int end) => PathsOf(start, end, 0, _achieved);

    /// <summary>The paths of the targets of entries.</summary>
    public List<string> TargetsIn(int start, int end) => PathsOf(start, end, _target, _target + 1);

    /// <summary>The paths of the weights of entries.</summary>
    public List<string> WeightsIn(int start, int end) => PathsOf(start, end, _weight, _weight + 1);

    private DecimalParts TakeAchieved(IndicatorYear year, int entry)
    {
        if (!IsComplete(year, entry))
            return DecimalParts.None;
        if (_points is null)
            return Input(year, entry, 0);
        try
        {
            return PointsOf(year, entry);
        }
        catch (OverflowException)
        {
            return DecimalParts.None; // Each period that the entry belongs to says so.
        }
    }

    private DecimalParts PointsOf(IndicatorYear year, int entry)
    {
        var sum = default(DecimalParts);
        for (var i = 0; i < _points!.Length; i++)
            sum = QuickDecimal.Add(sum, QuickDecimal.Multiply(_points[i], Input(year, entry, i)));
        return sum;
    }

    private bool IsComplete(IndicatorYear year, int entry)
    {
        for (var i = 0; i < _paths.Length; i++)
        {
            if (i != _weight && !Input(year, entry, i).IsSome)
                return false;
        }

        return true;
    }

    private DecimalParts Input(IndicatorYear year, int entry, int input) => year.Values[(entry * _paths.Length) + input];

    private List<string> PathsOf(int start, int end, int firstInput, int endInput, Func<int, int, bool>? isMeant = null)
    {
        var paths = new List<string>();
        for (var entry = start; entry < end; entry++)
        {
            for (var input = firstInput; input < endInput; input++)
            {
                if (isMeant?.Invoke(entry, input) != false)
                    paths.Add(PathOf(entry, input));
            }
        }

        return paths;
    }

    private string PathOf(int entry, int input) =>
        _isByYear ? $"{_root}.{_paths[input]}" : string.Create(CultureInfo.InvariantCulture, $"{_root}[{entry + 1}].{_paths[input]}");
}
