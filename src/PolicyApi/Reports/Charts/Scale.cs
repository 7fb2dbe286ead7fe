namespace PolicyApi.Reports.Charts;

/// <summary>A straight axis, which maps values to coordinates. Values outside are drawn at the end of the axis; their text still shows the value.</summary>
/// <param name="From">The value at <paramref name="Start"/>.</param>
/// <param name="To">The value at <paramref name="End"/>; if it equals <paramref name="From"/>, every value is at <paramref name="Start"/>.</param>
/// <param name="Start">The coordinate where the axis begins.</param>
/// <param name="End">The coordinate where the axis ends.</param>
internal readonly record struct Scale(decimal From, decimal To, decimal Start, decimal End)
{
    public decimal At(decimal value) =>
        To == From ? Start : Start + (Math.Clamp(value, Math.Min(From, To), Math.Max(From, To)) - From) / (To - From) * (End - Start);
}
