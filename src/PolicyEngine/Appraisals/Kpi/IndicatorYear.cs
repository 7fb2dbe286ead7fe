using PolicyEngine.Appraisals.Content;
using PolicyEngine.Decimals;

namespace PolicyEngine.Appraisals.Kpi;

/// <summary>One indicator over the whole year: its inputs and what comes of them. Used again for one person after the other.</summary>
/// <param name="entries">How many entries its inputs come in.</param>
/// <param name="inputs">How many inputs an entry has.</param>
/// <param name="months">12 when it is measured by month, otherwise 0.</param>
/// <param name="quarters">4 when it has quarter values, otherwise 0.</param>
internal sealed class IndicatorYear(int entries, int inputs, int months, int quarters)
{
    private readonly IndicatorValue[] _periods = new IndicatorValue[PeriodPlaces.Count];

    /// <summary>Input <c>i</c> of entry <c>p</c> (0-based) stands at <c>p × inputs + i</c>; none when it is missing.</summary>
    public DecimalParts[] Values { get; } = Enumerable.Repeat(DecimalParts.None, entries * inputs).ToArray();

    /// <summary>What each entry achieved; none when an input is missing, or when it cannot be computed.</summary>
    public DecimalParts[] Achieved { get; } = new DecimalParts[entries];

    /// <summary>By month, when it is measured by month; otherwise empty.</summary>
    public Span<IndicatorValue> Months => _periods.AsSpan(PeriodPlaces.Of(PeriodType.Month, 0), months);

    /// <summary>By quarter, when it has quarter values; otherwise empty.</summary>
    public Span<IndicatorValue> Quarters => _periods.AsSpan(PeriodPlaces.Of(PeriodType.Quarter, 0), quarters);

    /// <summary>For the year, when it has a year value.</summary>
    public ref IndicatorValue Year => ref _periods[PeriodPlaces.Of(PeriodType.Year, 0)];

    /// <summary>The value of one period that the indicator has.</summary>
    /// <param name="place">See <see cref="PeriodPlaces"/>.</param>
    public ref readonly IndicatorValue At(int place) => ref _periods[place];

    /// <summary>Forgets a person.</summary>
    public void Clear()
    {
        Array.Fill(Values, DecimalParts.None);
        Array.Clear(Achieved);
        Array.Clear(_periods);
    }
}

/// <summary>Where each period of a year stands in a list of all of them: the months, the quarters, the year.</summary>
internal static class PeriodPlaces
{
    /// <summary>How many there are.</summary>
    public const int Count = PeriodCount.Months + PeriodCount.Quarters + 1;

    /// <summary>The place of a period.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="index">Its 0-based index among those of the type.</param>
    public static int Of(PeriodType type, int index) => type switch
    {
        PeriodType.Month => index,
        PeriodType.Quarter => PeriodCount.Months + index,
        _ => PeriodCount.Months + PeriodCount.Quarters,
    };
}
