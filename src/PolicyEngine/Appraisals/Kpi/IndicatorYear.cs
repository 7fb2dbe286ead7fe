using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>One indicator over a year: its inputs and its scores. Reused for one person after another.</summary>
/// <param name="entries">The number of entries that hold its inputs.</param>
/// <param name="inputs">The number of inputs in each entry.</param>
/// <param name="months">12 when it is measured by month, otherwise 0.</param>
/// <param name="quarters">4 when it has quarterly values, otherwise 0.</param>
internal sealed class IndicatorYear(int entries, int inputs, int months, int quarters)
{
    private readonly IndicatorValue[] _periods = new IndicatorValue[PeriodPlaces.Count];

    /// <summary>
    /// The inputs. Input <c>i</c> of entry <c>p</c> (0-based) has the index <c>p × inputs + i</c>; a missing input is <see cref="DecimalParts.None"/>.
    /// </summary>
    public DecimalParts[] Values { get; } = Enumerable.Repeat(DecimalParts.None, entries * inputs).ToArray();

    /// <summary>The value achieved in each entry; none when an input is missing, or when it cannot be computed.</summary>
    public DecimalParts[] Achieved { get; } = new DecimalParts[entries];

    /// <summary>The values by month when the indicator is measured by month; otherwise empty.</summary>
    public Span<IndicatorValue> Months => _periods.AsSpan(PeriodPlaces.Of(PeriodType.Month, 0), months);

    /// <summary>The values by quarter when the indicator has quarterly values; otherwise empty.</summary>
    public Span<IndicatorValue> Quarters => _periods.AsSpan(PeriodPlaces.Of(PeriodType.Quarter, 0), quarters);

    /// <summary>The value for the year.</summary>
    public ref IndicatorValue Year => ref _periods[PeriodPlaces.Of(PeriodType.Year, 0)];

    /// <summary>Returns the value of one period.</summary>
    /// <param name="place">The period's index according to <see cref="PeriodPlaces"/>.</param>
    public ref readonly IndicatorValue At(int place) => ref _periods[place];

    /// <summary>Clears the person's data.</summary>
    public void Clear()
    {
        Array.Fill(Values, DecimalParts.None);
        Array.Clear(Achieved);
        Array.Clear(_periods);
    }
}

/// <summary>The order of all periods of a year in one list: the months, the quarters, the year.</summary>
internal static class PeriodPlaces
{
    /// <summary>The number of periods in the list.</summary>
    public const int Count = PeriodCount.Months + PeriodCount.Quarters + 1;

    /// <summary>Returns the index of a period in the list.</summary>
    /// <param name="type">The type of the period.</param>
    /// <param name="index">The 0-based index among the periods of its type.</param>
    public static int Of(PeriodType type, int index) => type switch
    {
        PeriodType.Month => index,
        PeriodType.Quarter => PeriodCount.Months + index,
        _ => PeriodCount.Months + PeriodCount.Quarters,
    };
}
