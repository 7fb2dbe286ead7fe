namespace PolicyApi.Reports.Charts;

/// <summary>A straight axis: values to coordinates. What lies outside is drawn at the end of the axis; its text still says the value.</summary>
/// <param name="From">The value at <paramref name="Start"/>.</param>
/// <param name="To">The value at <paramref name="End"/>; unlike <paramref name="From"/>.</param>
/// <param name="Start">The coordinate where the axis begins.</param>
/// <param name="End">The coordinate where the axis ends.</param>
internal readonly record struct Scale(decimal From, decimal To, decimal Start, decimal End)
{
    public decimal At(decimal value) =>
        To == From ? Start : Start + (Math.Clamp(value, Math.Min(From, To), Math.Max(From, To)) - From) / (To - From) * (End - Start);
}
