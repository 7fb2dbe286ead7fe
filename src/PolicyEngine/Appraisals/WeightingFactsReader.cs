using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Feedback;
using PolicyEngine.Appraisals.Kpi;
using PolicyEngine.Decimals;
using PolicyEngine.Facts;

namespace PolicyEngine.Appraisals;

/// <summary>Reads from facts the plain values that the computation needs. Prepared once per policy and model version.</summary>
internal sealed class WeightingFactsReader
{
    private readonly PeriodsReader? _months;
    private readonly PeriodsReader? _quarters;
    private readonly (PeriodType MeasuredBy, FactPlace[] Inputs)[] _indicators;
    private readonly RatingsReader? _ratings;
    private readonly GoalsReader? _goals;

    /// <summary>Prepares the readers.</summary>
    /// <param name="content">The content of the policy, checked against the model.</param>
    /// <param name="indicators">The indicators, in the policy's order.</param>
    /// <param name="shape">The root shape of the fact model.</param>
    /// <param name="input">The name with which paths start.</param>
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
            return (indicator.MeasuredBy, indicators[i].Inputs.Select(path => new FactPlace(entry, path)).ToArray());
        })];
        _ratings = content.Feedback360 is { } feedback ? new RatingsReader(feedback, shape) : null;
        _goals = content.Goals is { } goals ? new GoalsReader(goals, shape) : null;
    }

    /// <summary>Reads the values of one person.</summary>
    /// <param name="facts">An instance of the shape.</param>
    /// <param name="work">Receives the values.</param>
    public void Read(FactObject facts, WeightingWork work)
    {
        Span<int> months = stackalloc int[PeriodCount.Months];
        Span<int> quarters = stackalloc int[PeriodCount.Quarters];
        var monthItems = _months?.Read(facts, months, work.Faults) ?? [];
        var quarterItems = _quarters?.Read(facts, quarters, work.Faults) ?? [];
        for (var i = 0; i < _indicators.Length; i++)
        {
            var (measuredBy, inputs) = _indicators[i];
            var values = work.Indicators[i].Values;
            switch (measuredBy)
            {
                case PeriodType.Month:
                    Read(monthItems, months, inputs, values);
                    break;
                case PeriodType.Quarter:
                    Read(quarterItems, quarters, inputs, values);
                    break;
                default:
                    Read(facts, inputs, values);
                    break;
            }
        }

        _ratings?.Read(facts, work.Ratings!);
        _goals?.Read(facts, work.Goals);
    }

    private static void Read(FactObject?[] items, ReadOnlySpan<int> entries, FactPlace[] inputs, Span<DecimalParts> values)
    {
        for (var entry = 0; entry < entries.Length; entry++)
        {
            if (entries[entry] > 0)
                Read(items[entries[entry] - 1]!, inputs, values[(entry * inputs.Length)..]);
        }
    }

    private static void Read(FactObject facts, FactPlace[] inputs, Span<DecimalParts> values)
    {
        for (var input = 0; input < inputs.Length; input++)
            values[input] = inputs[input].Parts(facts);
    }
}
