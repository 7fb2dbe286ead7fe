using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Appraisals;

/// <summary>Takes the plain values that the calculation needs out of facts. Prepared once per policy and model version.</summary>
internal sealed class WeightingFactsReader
{
    private readonly PeriodsReader? _months;
    private readonly PeriodsReader? _quarters;
    private readonly (PeriodType MeasuredBy, int Entries, Func<object, decimal?>[] Inputs)[] _indicators;
    private readonly Func<object, IReadOnlyList<RatingRow>?>? _ratings;
    private readonly Func<object, IReadOnlyList<GoalRow>?>? _goals;

    /// <summary>Prepares the readers.</summary>
    /// <param name="content">The policy's scores, checked against the model.</param>
    /// <param name="indicators">The indicators, in the policy's order.</param>
    /// <param name="shape">The root shape of the fact model.</param>
    /// <param name="input">The name by which paths start.</param>
    public WeightingFactsReader(WeightingContent content, IReadOnlyList<IndicatorCalculator> indicators, FactShape shape, string input)
    {
        _months = content.Month is { } m ? new PeriodsReader(m, PeriodCount.Months, shape, input) : null;
        _quarters = content.Quarter is { } q ? new PeriodsReader(q, PeriodCount.Quarters, shape, input) : null;
        _indicators = [.. content.Indicators.Select((indicator, i) =>
        {
            var entry = indicator.MeasuredBy switch
            {
                PeriodType.Month => _months!.Entry,
                PeriodType.Quarter => _quarters!.Entry,
                _ => shape,
            };
            return (indicator.MeasuredBy, indicators[i].Entries, indicators[i].Inputs.Select(entry.NumberAt).ToArray());
        })];
        _ratings = content.Feedback360 is { } feedback ? Ratings(feedback, shape) : null;
        _goals = content.Goals is { } goals ? Goals(goals, shape) : null;
    }

    /// <summary>The values of one person.</summary>
    /// <param name="facts">An instance of the shape.</param>
    public WeightingFacts Read(object facts)
    {
        var faults = new List<EvaluationFault>();
        var months = _months?.Read(facts, faults) ?? [];
        var quarters = _quarters?.Read(facts, faults) ?? [];
        object?[] year = [facts];
        var measures = new decimal?[_indicators.Length][];
        for (var i = 0; i < measures.Length; i++)
        {
            var entries = _indicators[i].MeasuredBy switch
            {
                PeriodType.Month => months,
                PeriodType.Quarter => quarters,
                _ => year,
            };
            measures[i] = Measures(entries, _indicators[i].Inputs);
        }

        return new WeightingFacts(measures, _ratings?.Invoke(facts), _goals?.Invoke(facts), faults);
    }

    private static decimal?[] Measures(object?[] entries, Func<object, decimal?>[] inputs)
    {
        var values = new decimal?[entries.Length * inputs.Length];
        for (var entry = 0; entry < entries.Length; entry++)
        {
            if (entries[entry] is not { } facts)
                continue;
            for (var input = 0; input < inputs.Length; input++)
                values[(entry * inputs.Length) + input] = inputs[input](facts);
        }

        return values;
    }

    private static Func<object, IReadOnlyList<RatingRow>?> Ratings(Feedback360Settings settings, FactShape shape)
    {
        var list = shape.ListAt(settings.Ratings.Path, out var row);
        var group = row.TextAt(RatingFields.Group);
        var rater = row.TextAt(RatingFields.RaterRef);
        var competency = row.TextAt(RatingFields.Competency);
        var value = row.NumberAt(RatingFields.Value);
        return facts => Map(list(facts), r => new RatingRow(group(r), rater(r), competency(r), value(r)));
    }

    private static Func<object, IReadOnlyList<GoalRow>?> Goals(GoalsSettings settings, FactShape shape)
    {
        var list = shape.ListAt(settings.List.Path, out var goal);
        var title = settings.Title is { } t ? goal.TextAt(t.Path) : _ => null;
        var weight = goal.NumberAt(settings.Weight.Path);
        var progress = goal.NumberAt(settings.Progress.Path);
        return facts => Map(list(facts), g => new GoalRow(title(g), weight(g), progress(g)));
    }

    private static T[]? Map<T>(IReadOnlyList<object>? items, Func<object, T> map)
        where T : struct
    {
        if (items is null)
            return null;
        var mapped = new T[items.Count];
        for (var i = 0; i < mapped.Length; i++)
            mapped[i] = items[i] is { } item ? map(item) : default;
        return mapped;
    }

    /// <summary>Finds the entry of each period by its index field, whatever the order of the list.</summary>
    private sealed class PeriodsReader
    {
        private readonly Func<object, IReadOnlyList<object>?> _list;
        private readonly Func<object, decimal?> _index;
        private readonly int _count;
        private readonly string _path;

        public PeriodsReader(PeriodList periods, int count, FactShape shape, string input)
        {
            _list = shape.ListAt(periods.List.Path, out var entry);
            Entry = entry;
            _index = entry.NumberAt(periods.Index.Path);
            _count = count;
            _path = $"{input}.{periods.List.Path}";
        }

        /// <summary>The shape of an entry.</summary>
        public FactShape Entry { get; }

        /// <summary>The entries by 0-based index; <see langword="null"/> where there is none, or more than one.</summary>
        public object?[] Read(object facts, List<EvaluationFault> faults)
        {
            var entries = new object?[_count];
            if (_list(facts) is not { } items)
                return entries;
            var taken = new bool[_count];
            for (var i = 0; i < items.Count; i++)
            {
                var index = items[i] is { } item ? _index(item) : null;
                if (index is not { } number || !decimal.IsInteger(number) || number < 1 || number > _count)
                {
                    faults.Add(NotPlaced(i));
                    continue;
                }

                var slot = (int)number - 1;
                if (taken[slot])
                    faults.Add(Twice(slot));
                entries[slot] = taken[slot] ? null : items[i];
                taken[slot] = true;
            }

            return entries;
        }

        private EvaluationFault NotPlaced(int position)
        {
            var (ordinal, count) = (Show(position + 1), Show(_count));
            return new EvaluationFault(EvaluationFaults.OutOfRange, new LocalizedText(
                $"item {ordinal} of `{_path}` is not counted: its index is missing or not from 1 to {count}",
                $"“{_path}”第{ordinal}项未计入：期次缺失或不在1至{count}之间"));
        }

        private EvaluationFault Twice(int slot) => new(EvaluationFaults.OutOfRange, new LocalizedText(
            $"`{_path}` holds period {Show(slot + 1)} more than once; none of them is counted",
            $"“{_path}”中第{Show(slot + 1)}期重复，均未计入"));

        private static string Show(int value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
