namespace PolicyEngine.Appraisals;

/// <summary>One indicator over the whole year: its inputs and what comes of them. Used again for one person after the other.</summary>
/// <param name="entries">How many entries its inputs come in.</param>
/// <param name="inputs">How many inputs an entry has.</param>
/// <param name="months">12 when it is measured by month, otherwise 0.</param>
/// <param name="quarters">4 when it has quarter values, otherwise 0.</param>
internal sealed class IndicatorYear(int entries, int inputs, int months, int quarters)
{
    private IndicatorValue _year;

    /// <summary>Input <c>i</c> of entry <c>p</c> (0-based) stands at <c>p × inputs + i</c>.</summary>
    public decimal?[] Values { get; } = new decimal?[entries * inputs];

    /// <summary>By month, when it is measured by month; otherwise empty.</summary>
    public IndicatorValue[] Months { get; } = new IndicatorValue[months];

    /// <summary>By quarter, when it has quarter values; otherwise empty.</summary>
    public IndicatorValue[] Quarters { get; } = new IndicatorValue[quarters];

    /// <summary>For the year, when it has a year value.</summary>
    public ref IndicatorValue Year => ref _year;

    /// <summary>The value of one period that the indicator has.</summary>
    public ref readonly IndicatorValue At(PeriodType type, int index)
    {
        switch (type)
        {
            case PeriodType.Month:
                return ref Months[index];
            case PeriodType.Quarter:
                return ref Quarters[index];
            default:
                return ref _year;
        }
    }

    /// <summary>Forgets a person.</summary>
    public void Clear()
    {
        Array.Clear(Values);
        Array.Clear(Months);
        Array.Clear(Quarters);
        _year = default;
    }
}
