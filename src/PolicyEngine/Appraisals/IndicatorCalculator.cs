using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Turns the inputs of one indicator into its scores by month, by quarter and for the year. Prepared once per policy version.</summary>
internal sealed class IndicatorCalculator
{
    private const int MonthsPerQuarter = PeriodCount.Months / PeriodCount.Quarters;

    private static readonly DecimalParts One = DecimalParts.Of(1);

    private readonly Indicator _indicator;
    private readonly string _root;
    private readonly string[] _inputs;
    private readonly DecimalParts[]? _points;
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
            _points = [.. indicator.Events.Select(e => DecimalParts.Of(e.Points))];
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

    /// <summary>Room for one person's year.</summary>
    public IndicatorYear CreateYear()
    {
        var entries = PeriodCount.Of(_indicator.MeasuredBy);
        var months = _indicator.MeasuredBy == PeriodType.Month ? PeriodCount.Months : 0;
        var hasQuarters = _indicator.MeasuredBy == PeriodType.Quarter || (_indicator.MeasuredBy == PeriodType.Month && _indicator.ByQuarter is not null);
        return new IndicatorYear(entries, _inputs.Length, months, hasQuarters ? PeriodCount.Quarters : 0);
    }

    /// <summary>Scores a year from its inputs.</summary>
    public void Calculate(IndicatorYear year)
    {
        for (var i = 0; i < year.Months.Length; i++)
            year.Months[i] = Value(year.Values, i, i + 1, Aggregation.Sum);
        for (var i = 0; i < year.Quarters.Length; i++)
            year.Quarters[i] = QuarterValue(year, i);
        year.Year = YearValue(year);
    }

    private IndicatorValue QuarterValue(IndicatorYear year, int quarter)
    {
        if (_indicator.MeasuredBy == PeriodType.Quarter)
            return Value(year.Values, quarter, quarter + 1, Aggregation.Sum);
        var start = quarter * MonthsPerQuarter;
        return _indicator.ByQuarter is { } aggregation && aggregation != Aggregation.MeanOfMonths
            ? Value(year.Values, start, start + MonthsPerQuarter, aggregation)
            : MeanOfScores(year.Months.AsSpan(start, MonthsPerQuarter));
    }

    private IndicatorValue YearValue(IndicatorYear year) => _indicator switch
    {
        { MeasuredBy: PeriodType.Year } => Value(year.Values, 0, 1, Aggregation.Sum),
        { ByYear: null } => default,
        { ByYear: Aggregation.MeanOfMonths } => MeanOfScores(year.Months),
        { ByYear: Aggregation.MeanOfQuarters } => MeanOfScores(year.Quarters),
        { ByYear: { } aggregation } => Value(year.Values, 0, PeriodCount.Of(_indicator.MeasuredBy), aggregation),
    };

    /// <summary>The mean of what could be scored; under <c>error</c> one gap is enough to leave it open, and a fault always is.</summary>
    private IndicatorValue MeanOfScores(ReadOnlySpan<IndicatorValue> parts)
    {
        var sum = default(DecimalParts);
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

            sum = QuickDecimal.Add(sum, part.Score);
            count++;
        }

        return missing is not null && (count == 0 || _indicator.Missing == MissingData.Error)
            ? IndicatorValue.Gap(missing.ToList())
            : IndicatorValue.MeanOfScores(QuickDecimal.Divide(sum, DecimalParts.Of(count)));
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
        DecimalParts actual = default, target = default, divisor = default;
        var count = 0;
        List<string>? missing = null;
        for (var entry = start; entry < end; entry++)
        {
            if (!IsComplete(values, entry, weighted))
            {
                AddMissing(missing ??= [], values, entry, weighted);
                continue;
            }

            var weight = weighted ? Input(values, entry, _weight) : One;
            actual = QuickDecimal.Add(actual, Weighted(weight, Achieved(values, entry)));
            if (_target >= 0)
                target = QuickDecimal.Add(target, Weighted(weight, Input(values, entry, _target)));
            divisor = QuickDecimal.Add(divisor, weight);
            count++;
        }

        if (missing is not null && (count == 0 || _indicator.Missing == MissingData.Error))
            return IndicatorValue.Gap(missing);
        if (QuickDecimal.IsAtMost(divisor, default))
            return IndicatorValue.Gap(Paths(start, end, _weight, _weight + 1));

        // Nothing was due: there is no ratio to score, but longer periods can still sum what is there.
        if (_target >= 0 && _indicator.Method.DividesByTarget && QuickDecimal.IsAtMost(target, default))
            return IndicatorValue.Gap(Paths(start, end, _target, _target + 1));
        var measure = new Measure(actual, _target < 0 ? DecimalParts.None : target, aggregation == Aggregation.Sum ? One : divisor);
        return IndicatorValue.Scored(_indicator.Method.Score(measure), measure);
    }

    private static DecimalParts Weighted(DecimalParts weight, DecimalParts value) => weight == One ? value : QuickDecimal.Multiply(weight, value);

    private DecimalParts Achieved(decimal?[] values, int entry)
    {
        if (_points is null)
            return Input(values, entry, 0);
        var points = default(DecimalParts);
        for (var i = 0; i < _points.Length; i++)
            points = QuickDecimal.Add(points, QuickDecimal.Multiply(_points[i], Input(values, entry, i)));
        return points;
    }

    private DecimalParts Input(decimal?[] values, int entry, int input) => DecimalParts.Of(values[(entry * _inputs.Length) + input].GetValueOrDefault());

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
