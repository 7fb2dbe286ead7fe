using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Scoring;

/// <summary>A band of values with one score, half-open: <c>From ≤ value &lt; To</c>.</summary>
/// <param name="From">The lowest value in the band.</param>
/// <param name="To">The end of the band, which does not belong to it; <see langword="null"/> when the band has no end.</param>
/// <param name="Score">The score of a value in the band.</param>
public readonly record struct Band(decimal From, decimal? To, decimal Score);

/// <summary>Bands that follow one another without gap or overlap (阶梯/区间法). The last one has no end.</summary>
public sealed class Bands
{
    private const int Few = 16;

    private readonly Band[] _items;
    private readonly DecimalParts[] _from;

    /// <summary>Creates bands.</summary>
    /// <param name="items">At least one band, in ascending order; each <c>To</c> is the next <c>From</c>, and the last has none.</param>
    /// <exception cref="ArgumentException">There is no band, there is a gap or an overlap, a band is empty, or the last band has an end.</exception>
    public Bands(IEnumerable<Band> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        _items = [.. items];
        if (_items.Length == 0)
            throw new ArgumentException("there is no band", nameof(items));
        SequenceFault.ThrowAny(Faults([.. _items.Select(b => (Band?)b)]), nameof(items));
        _from = Array.ConvertAll(_items, b => DecimalParts.Of(b.From));
    }

    /// <summary>The bands, in ascending order.</summary>
    public IReadOnlyList<Band> Items => _items;

    /// <summary>Returns the score of the band that contains a value; <see langword="null"/> below the first band.</summary>
    /// <param name="value">Any decimal.</param>
    public decimal? TryFind(decimal value)
    {
        var index = IndexOf(DecimalParts.Of(value));
        return index < 0 ? null : _items[index].Score;
    }

    /// <summary>Returns the score of the band that contains a value.</summary>
    /// <param name="value">Any decimal.</param>
    /// <exception cref="EvaluationException"><c>out-of-range</c> when the value is below the first band.</exception>
    public decimal Find(decimal value) => Find(DecimalParts.Of(value)).ToDecimal();

    /// <inheritdoc cref="Find(decimal)"/>
    internal DecimalParts Find(DecimalParts value)
    {
        var index = IndexOf(value);
        return index < 0 ? throw BelowFirst(value.ToDecimal()) : DecimalParts.Of(_items[index].Score);
    }

    private int IndexOf(DecimalParts value)
    {
        // Finds the last band that starts at or below the value. A linear search is fastest for few bands; for many, a binary search comes first.
        var (low, index) = (-1, _from.Length - 1);
        while (_from.Length > Few && index > low)
        {
            var middle = low + ((index - low + 1) / 2);
            if (QuickDecimal.IsLess(value, _from[middle]))
                index = middle - 1;
            else
                low = middle;
        }

        while (index > low && QuickDecimal.IsLess(value, _from[index]))
            index--;
        return index;
    }

    /// <summary>Returns what is wrong with the bands and between neighbours. Bands that could not be read are skipped.</summary>
    internal static IEnumerable<SequenceFault> Faults(IReadOnlyList<Band?> bands)
    {
        for (var i = 0; i < bands.Count; i++)
        {
            if (bands[i] is not { } band)
                continue;
            var isLast = i == bands.Count - 1;
            if (band.To is not { } to)
            {
                if (!isLast)
                    yield return new SequenceFault(i, "missing-member", "only the last band may have no `to`; add it");
            }
            else if (isLast)
            {
                yield return new SequenceFault(i, "bands-end", "the last band must have no end; remove `to`");
            }
            else if (bands[i + 1] is { } next && Between(i + 1, to, next.From) is { } fault)
            {
                yield return fault;
            }

            if (band.To <= band.From)
                yield return new SequenceFault(i, "out-of-range", $"`to` ({Show(band.To.Value)}) must be greater than `from` ({Show(band.From)})");
        }
    }

    private static SequenceFault? Between(int index, decimal end, decimal start) => start.CompareTo(end) switch
    {
        > 0 => new SequenceFault(index, "bands-gap", $"no band covers values from {Show(end)} to {Show(start)}; set `from` to {Show(end)}"),
        < 0 => new SequenceFault(index, "bands-overlap", $"two bands cover values from {Show(start)} to {Show(end)}; set `from` to {Show(end)}"),
        _ => null,
    };

    private static string Show(decimal value) => ExactDecimal.ToText(value);

    private EvaluationException BelowFirst(decimal value) => new(EvaluationFaults.OutOfRange, new LocalizedText(
        $"{Show(value)} lies below the first band, which starts at {Show(_items[0].From)}",
        $"{Show(value)}低于第一个区间的起点{Show(_items[0].From)}"));
}
