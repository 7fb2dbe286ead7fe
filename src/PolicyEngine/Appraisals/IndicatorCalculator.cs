using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Turns the inputs of one indicator into its scores by month, by quarter and for the year. Prepared once per policy version.</summary>
internal sealed class IndicatorCalculator
{
    private const int MonthsPerQuarter = PeriodCount.Months / PeriodCount.Quarters;

    private readonly Indicator _indicator;
    private readonly string _root;
    private readonly string[] _inputs;
    private readonly decimal[]? _points;
    private readonly int _achieved;
    private readonly int _target = -1;
    private readonly int _weight = -1;

    /// <summary>Prepares an indicator.</summary>
    /// <param name="indicator">The indicator.</param>
    /// <param name="root">Where its periods stand: <c>manager.months</c>, or <c>manager</c> when measured by year.</param>
    public IndicatorCalculator(Indicator indicator, string root)
    {
        _indicator = indicator;
        _root = root;
        var inputs = new List<string>();
        if (indicator.Events.Count > 0)
        {
            inputs.AddRange(indicator.Events.Select(e => e.Fact.Path));
            _points = [.. indicator.Events.Select(e => e.Points)];
        }
        else
        {
            inputs.Add(indicator.Actual!.Path);
        }

        _achieved = inputs.Count;
        if (indicator.Target is { } target)
        {
            _target = inputs.Count;
            inputs.Add(target.Path);
        }

        if (indicator.WeightedBy is { } weight)
        {
            _weight = inputs.Count;
            inputs.Add(weight.Path);
        }

        _inputs = [.. inputs];
    }

    /// <summary>The paths read from each period's entry, in the order of the inputs.</summary>
    public IReadOnlyList<string> Inputs => _inputs;

    /// <summary>How many entries its measure has in a year.</summary>
    public int Entries => PeriodCount.Of(_indicator.MeasuredBy);

    /// <summary>The scores of a year.</summary>
    /// <param name="values">The inputs, entry by entry.</param>
    public IndicatorYear Calculate(decimal?[] values)
    {
        IndicatorValue[] months = _indicator.MeasuredBy == PeriodType.Month ? Each(values, PeriodCount.Months) : [];
        var quarters = _indicator.MeasuredBy == PeriodType.Quarter ? Each(values, PeriodCount.Quarters) : AggregateQuarters(values, months);
        return new IndicatorYear(months, quarters, YearValue(values, months, quarters));
    }

    private IndicatorValue[] Each(decimal?[] values, int count)
    {
        var each = new IndicatorValue[count];
        for (var i = 0; i < count; i++)
            each[i] = Value(values, i, i + 1, Aggregation.Sum);
        return each;
    }

    private IndicatorValue[] AggregateQuarters(decimal?[] values, IndicatorValue[] months)
    {
        if (_indicator.ByQuarter is not { } aggregation)
            return [];
        var quarters = new IndicatorValue[PeriodCount.Quarters];
        for (var i = 0; i < quarters.Length; i++)
        {
            var (start, end) = (i * MonthsPerQuarter, (i + 1) * MonthsPerQuarter);
            quarters[i] = aggregation == Aggregation.MeanOfMonths
                ? MeanOfScores(months.AsSpan(start, MonthsPerQuarter))
                : Value(values, start, end, aggregation);
        }

        return quarters;
    }

    private IndicatorValue? YearValue(decimal?[] values, IndicatorValue[] months, IndicatorValue[] quarters) => _indicator switch
    {
        { MeasuredBy: PeriodType.Year } => Value(values, 0, 1, Aggregation.Sum),
        { ByYear: null } => null,
        { ByYear: Aggregation.MeanOfMonths } => MeanOfScores(months),
        { ByYear: Aggregation.MeanOfQuarters } => MeanOfScores(quarters),
        { ByYear: { } aggregation } => Value(values, 0, Entries, aggregation),
    };

    /// <summary>The mean of what could be scored; under <c>error</c> one gap is enough to leave it open, and a fault always is.</summary>
    private IndicatorValue MeanOfScores(ReadOnlySpan<IndicatorValue> parts)
    {
        var sum = 0m;
        var count = 0;
        PathSet? missing = null;
        foreach (ref readonly var part in parts)
        {
            if (part.State == ValueState.Faulted)
                return part;
            if (part.State == ValueState.Gap)
            {
                (missing ??= new PathSet()).Add(part.Missing);
                continue;
            }

            sum += part.Score;
            count++;
        }

        return missing is not null && (count == 0 || _indicator.Missing == MissingData.Error)
            ? IndicatorValue.Gap(missing.ToList())
            : IndicatorValue.MeanOfScores(sum / count);
    }

    private IndicatorValue Value(decimal?[] values, int start, int end, Aggregation aggregation)
    {
        try
        {
            return Measured(values, start, end, aggregation);
        }
        catch (OverflowException)
        {
            var fault = new EvaluationFault(EvaluationFaults.Overflow, new LocalizedText(
                $"indicator `{_indicator.Id}` outgrows 28 digits", $"指标“{_indicator.Id}”的数值超出28位"));
            return IndicatorValue.Faulted(Paths(start, end, 0, _achieved), fault);
        }
        catch (EvaluationException e)
        {
            return IndicatorValue.Faulted(Paths(start, end, 0, _achieved), new EvaluationFault(e.Code, e.Text));
        }
    }

    private IndicatorValue Measured(decimal?[] values, int start, int end, Aggregation aggregation)
    {
        var weighted = aggregation == Aggregation.WeightedMean;
        decimal actual = 0, target = 0, divisor = 0;
        var count = 0;
        List<string>? missing = null;
        for (var entry = start; entry < end; entry++)
        {
            if (!IsComplete(values, entry, weighted))
            {
                AddMissing(missing ??= [], values, entry, weighted);
                continue;
            }

            var weight = weighted ? Input(values, entry, _weight) : 1;
            actual += weight * Achieved(values, entry);
            target += _target < 0 ? 0 : weight * Input(values, entry, _target);
            divisor += weight;
            count++;
        }

        if (missing is not null && (count == 0 || _indicator.Missing == MissingData.Error))
            return IndicatorValue.Gap(missing);
        if (divisor <= 0)
            return IndicatorValue.Gap(Paths(start, end, _weight, _weight + 1));

        // Nothing was due: there is no ratio to score, but longer periods can still sum what is there.
        if (_target >= 0 && target <= 0 && _indicator.Method.DividesByTarget)
            return IndicatorValue.Gap(Paths(start, end, _target, _target + 1));
        var measure = new Measure(actual, _target < 0 ? null : target, aggregation == Aggregation.Sum ? 1 : divisor);
        return IndicatorValue.Scored(_indicator.Method.Score(measure), measure);
    }

    private decimal Achieved(decimal?[] values, int entry)
    {
        if (_points is null)
            return Input(values, entry, 0);
        var points = 0m;
        for (var i = 0; i < _points.Length; i++)
            points += _points[i] * Input(values, entry, i);
        return points;
    }

    private decimal Input(decimal?[] values, int entry, int input) => values[(entry * _inputs.Length) + input].GetValueOrDefault();

    private bool IsComplete(decimal?[] values, int entry, bool weighted)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (values[(entry * _inputs.Length) + i] is null && (weighted || i != _weight))
                return false;
        }

        return true;
    }

    private void AddMissing(List<string> missing, decimal?[] values, int entry, bool weighted)
    {
        for (var i = 0; i < _inputs.Length; i++)
        {
            if (values[(entry * _inputs.Length) + i] is null && (weighted || i != _weight))
                missing.Add(Path(entry, i));
        }
    }

    private List<string> Paths(int start, int end, int firstInput, int endInput)
    {
        var paths = new List<string>();
        for (var entry = start; entry < end; entry++)
        {
            for (var input = firstInput; input < endInput; input++)
                paths.Add(Path(entry, input));
        }

        return paths;
    }

    private string Path(int entry, int input) => _indicator.MeasuredBy == PeriodType.Year
        ? $"{_root}.{_inputs[input]}"
        : string.Create(CultureInfo.InvariantCulture, $"{_root}[{entry + 1}].{_inputs[input]}");
}

/// <summary>How many periods of each type a year has.</summary>
internal static class PeriodCount
{
    /// <summary>Months in a year.</summary>
    public const int Months = 12;

    /// <summary>Quarters in a year.</summary>
    public const int Quarters = 4;

    /// <summary>Periods of a type in a year.</summary>
    public static int Of(PeriodType type) => type switch
    {
        PeriodType.Month => Months,
        PeriodType.Quarter => Quarters,
        _ => 1,
    };
}
