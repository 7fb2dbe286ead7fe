using PolicyEngine.Decimals;

namespace PolicyEngine.Scoring;

/// <summary>A point of a <see cref="Curve"/>.</summary>
/// <param name="At">The measured value.</param>
/// <param name="Score">The score of that value.</param>
public readonly record struct CurvePoint(decimal At, decimal Score);

/// <summary>
/// A curve of straight lines through points (线性法). Before the first point the score is <see cref="Below"/>; from the last point on, the score of that point.
/// </summary>
public sealed class Curve
{
    private const int Few = 16;

    private readonly CurvePoint[] _points;
    private readonly DecimalParts[] _at;
    private readonly DecimalParts[] _scores;

    /// <summary>Creates a curve.</summary>
    /// <param name="below">The score before the first point.</param>
    /// <param name="points">At least one point; <c>At</c> must be strictly ascending.</param>
    /// <exception cref="ArgumentException">There is no point, or the points are not in ascending order.</exception>
    public Curve(decimal below, IEnumerable<CurvePoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        Below = below;
        _points = [.. points];
        if (_points.Length == 0)
            throw new ArgumentException("there is no point", nameof(points));
        SequenceFault.ThrowAny(Faults([.. _points.Select(p => (CurvePoint?)p)]), nameof(points));
        _at = Array.ConvertAll(_points, p => DecimalParts.Of(p.At));
        _scores = Array.ConvertAll(_points, p => DecimalParts.Of(p.Score));
    }

    /// <summary>The score before the first point.</summary>
    public decimal Below { get; }

    /// <summary>The points, in ascending order.</summary>
    public IReadOnlyList<CurvePoint> Points => _points;

    /// <summary>
    /// Returns the score on the curve: y₀ + (x − x₀)(y₁ − y₀) ÷ (x₁ − x₀) between the points (x₀, y₀) and (x₁, y₁). It divides last, so that the result is
    /// exact wherever a decimal can hold it.
    /// </summary>
    /// <param name="value">Any decimal.</param>
    public decimal Find(decimal value) => Find(DecimalParts.Of(value)).ToDecimal();

    /// <inheritdoc cref="Find(decimal)"/>
    internal DecimalParts Find(DecimalParts value)
    {
        if (QuickDecimal.IsLess(value, _at[0]))
            return DecimalParts.Of(Below);
        var last = _points.Length - 1;
        if (QuickDecimal.IsAtLeast(value, _at[last]))
            return _scores[last];

        var next = NextAfter(value);
        var (x0, y0) = (_at[next - 1], _scores[next - 1]);
        var rise = QuickDecimal.Multiply(QuickDecimal.Subtract(value, x0), QuickDecimal.Subtract(_scores[next], y0));
        return QuickDecimal.Add(y0, QuickDecimal.Divide(rise, QuickDecimal.Subtract(_at[next], x0)));
    }

    /// <summary>
    /// Returns the index of the first point after a value that lies between the first and the last. With many points, a binary search comes first.
    /// </summary>
    private int NextAfter(DecimalParts value)
    {
        var (next, last) = (1, _points.Length - 1);
        while (_points.Length > Few && next < last)
        {
            var middle = next + ((last - next) / 2);
            if (QuickDecimal.IsAtLeast(value, _at[middle]))
                next = middle + 1;
            else
                last = middle;
        }

        while (QuickDecimal.IsAtLeast(value, _at[next]))
            next++;
        return next;
    }

    /// <summary>Returns what is wrong between neighbours. Points that could not be read are skipped.</summary>
    internal static IEnumerable<SequenceFault> Faults(IReadOnlyList<CurvePoint?> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i - 1] is { } before && points[i] is { } point && point.At <= before.At)
                yield return new SequenceFault(i, "out-of-range", $"points must rise: `at` {Show(point.At)} does not come after {Show(before.At)}");
        }
    }

    private static string Show(decimal value) => ExactDecimal.ToText(value);
}
