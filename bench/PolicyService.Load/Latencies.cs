using System.Numerics;

namespace PolicyService.Load;

/// <summary>Counts durations in buckets that are at most 1/32 of their value wide, so that percentiles need no memory per request.</summary>
internal sealed class Latencies
{
    private const int Fine = 5;
    private readonly long[] _buckets = new long[64 << Fine];
    private long _count;

    /// <summary>The number of durations counted.</summary>
    public long Count => _count;

    /// <summary>Counts one duration.</summary>
    /// <param name="microseconds">The duration, 0 or more.</param>
    public void Add(long microseconds)
    {
        _buckets[IndexOf(microseconds)]++;
        _count++;
    }

    /// <summary>Adds the durations that another instance has counted.</summary>
    public void Add(Latencies other)
    {
        for (var i = 0; i < _buckets.Length; i++)
            _buckets[i] += other._buckets[i];
        _count += other._count;
    }

    /// <summary>Returns the upper bound, in milliseconds, of the bucket in which a share of all durations ends.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    public double Percentile(double share)
    {
        var rank = (long)Math.Ceiling(share * _count);
        long seen = 0;
        for (var i = 0; i < _buckets.Length; i++)
        {
            seen += _buckets[i];
            if (seen >= rank && seen > 0)
                return UpperBound(i) / 1000.0;
        }

        return 0;
    }

    private static int IndexOf(long value)
    {
        if (value < 1 << Fine)
            return (int)Math.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) - Fine;
        return ((shift + 1) << Fine) + (int)((value >> shift) & ((1 << Fine) - 1));
    }

    private static long UpperBound(int index)
    {
        if (index < 1 << Fine)
            return index;
        var shift = (index >> Fine) - 1;
        return (((1L << Fine) + (index & ((1 << Fine) - 1)) + 1) << shift) - 1;
    }
}
