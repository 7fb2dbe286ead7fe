using FsCheck.Xunit;
using PolicyEngine.Decimals;
using PolicyEngine.Functions;
using PolicyEngine.Scoring;

namespace PolicyEngine.Tests.Scoring;

/// <summary>Laws that hold for all values.</summary>
public sealed class ScoringLaws
{
    [Property]
    public bool Every_value_from_the_first_edge_on_lies_in_exactly_one_band(int first, byte[] widths, int offset)
    {
        var bands = Chain(first, widths);
        var value = first + Math.Abs(offset / 3.7m);

        var holding = bands.Items.Where(b => value >= b.From && (b.To is null || value < b.To)).ToList();

        return holding.Count == 1 && bands.TryFind(value) == holding[0].Score && bands.TryFind(first - 0.0001m) is null;
    }

    [Property]
    public bool A_rising_curve_never_falls(byte[] rises, int left, int right)
    {
        var at = 0m;
        var score = 0m;
        var points = rises.Prepend((byte)1).Select(r => new CurvePoint(at += r + 1, score += r / 2m)).ToList();
        var curve = new Curve(0, points);
        var (low, high) = (Math.Min(left, right) / 100m, Math.Max(left, right) / 100m);

        return curve.Find(low) <= curve.Find(high);
    }

    [Property]
    public bool A_curve_goes_through_its_points(byte[] rises)
    {
        var at = 0m;
        var points = rises.Prepend((byte)1).Select(r => new CurvePoint(at += r + 1, r)).ToList();

        return points.TrueForAll(p => new Curve(-5, points).Find(p.At) == p.Score);
    }

    [Property]
    public bool The_ratio_never_falls_when_more_is_achieved(ushort less, ushort more, ushort target) =>
        Score.Ratio(Math.Min(less, more), target + 1, 120, 60) <= Score.Ratio(Math.Max(less, more), target + 1, 120, 60);

    [Property]
    public bool The_payout_never_falls_when_more_is_attained(ushort left, ushort right)
    {
        var (low, high) = (Math.Min(left, right) / 200m, Math.Max(left, right) / 200m);

        return Score.Payout(low, 80, 50, 3, 160) <= Score.Payout(high, 80, 50, 3, 160);
    }

    [Property]
    public bool Rounding_twice_is_rounding_once(decimal value, byte places)
    {
        var kept = places % 11;
        var once = Rounding.Round(value, kept);
        var even = Rounding.Round(value, kept, RoundingMode.HalfEven);

        return Rounding.Round(once, kept) == once && Rounding.Round(even, kept, RoundingMode.HalfEven) == even;
    }

    [Property]
    public bool A_weighted_mean_lies_between_its_least_and_greatest_value(short[] values, byte weight)
    {
        var numbers = values.Append((short)1).Select(v => (decimal)v).ToList();
        var weights = numbers.Select((_, i) => (decimal)((weight + i) % 7) + 1).ToList();

        var mean = Score.WeightedMean(numbers, weights);

        return mean >= numbers.Min() && mean <= numbers.Max();
    }

    private static Bands Chain(int first, byte[] widths)
    {
        var edges = new List<decimal> { first };
        foreach (var width in widths)
            edges.Add(edges[^1] + width + 1);
        return new Bands(edges.Select((edge, i) => new Band(edge, i + 1 < edges.Count ? edges[i + 1] : null, i)));
    }
}
