using System.Globalization;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>
/// The inputs that an indicator reads from each entry of the facts: the value achieved, or the events that add and subtract points; then the target and the
/// weight of a weighted mean, if there are any. Prepared once per policy version.
/// </summary>
internal sealed class IndicatorInputs
{
    private readonly string _root;
    private readonly bool _isByYear;
    private readonly string[] _paths;
    private readonly DecimalParts[]? _points;
    private readonly int _achieved; // The number of inputs that make up the value achieved.
    private readonly int _target = -1;
    private readonly int _weight = -1;

    /// <summary>Prepares the inputs.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="root">The path of its entries: <c>manager.months</c>, or <c>manager</c> when it is measured by year.</param>
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

    /// <summary>The paths read in each entry, in the order of the inputs.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <summary>Whether there is a target.</summary>
    public bool HasTarget => _target >= 0;

    /// <summary>Returns the target of an entry; <see cref="DecimalParts.None"/> when it is missing.</summary>
    public DecimalParts Target(IndicatorYear year, int entry) => Input(year, entry, _target);

    /// <summary>Returns the weight of an entry; <see cref="DecimalParts.None"/> when it is missing.</summary>
    public DecimalParts Weight(IndicatorYear year, int entry) => Input(year, entry, _weight);

    /// <summary>Computes the value achieved in each entry, once for all periods that the entry belongs to.</summary>
    public void TakeAchieved(IndicatorYear year)
    {
        for (var entry = 0; entry < year.Achieved.Length; entry++)
            year.Achieved[entry] = TakeAchieved(year, entry);
    }

    /// <summary>Returns the value achieved in an entry; <see cref="DecimalParts.None"/> when an input other than the weight is missing.</summary>
    /// <exception cref="OverflowException">The value is too large for a decimal.</exception>
    public DecimalParts Achieved(IndicatorYear year, int entry)
    {
        var achieved = year.Achieved[entry];
        // What could not be computed before throws here, once for each period it belongs to.
        return achieved.IsSome || !IsComplete(year, entry) ? achieved : PointsOf(year, entry);
    }

    /// <summary>Returns the paths of the missing inputs of entries.</summary>
    /// <param name="year">The inputs.</param>
    /// <param name="start">The index of the first entry.</param>
    /// <param name="end">The index after that of the last entry.</param>
    /// <param name="isWeighted">Whether the weights of the entries are needed.</param>
    public List<string> MissingIn(IndicatorYear year, int start, int end, bool isWeighted) =>
        PathsOf(start, end, 0, _paths.Length, (entry, input) => (isWeighted || input != _weight) && !Input(year, entry, input).IsSome);

    /// <summary>Returns the paths of the inputs that make up the values achieved in entries.</summary>
    public List<string> AchievedIn(int start, int end) => PathsOf(start, end, 0, _achieved);

    /// <summary>Returns the paths of the targets of entries.</summary>
    public List<string> TargetsIn(int start, int end) => PathsOf(start, end, _target, _target + 1);

    /// <summary>Returns the paths of the weights of entries.</summary>
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
            return DecimalParts.None; // The fault is reported for each period that the entry belongs to.
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
