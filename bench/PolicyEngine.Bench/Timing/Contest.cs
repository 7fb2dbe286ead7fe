using System.Diagnostics;
using System.Globalization;

namespace PolicyEngine.Bench.Timing;

/// <summary>
/// Measures variants of a job in alternating rounds, so that whatever slows the machine slows all of them. The result of each
/// is the median of its rounds.
/// </summary>
/// <param name="name">The name of the contest.</param>
/// <param name="rounds">The number of rounds.</param>
internal sealed class Contest(string name, int rounds)
{
    private const long RoundNanoseconds = 20_000_000;

    private readonly List<Variant> _variants = [];

    /// <summary>Adds a variant.</summary>
    /// <param name="variant">The name of the variant.</param>
    /// <param name="run">Runs one operation on the input with a number.</param>
    public void Add(string variant, Action<int> run) => _variants.Add(new Variant(variant, run));

    /// <summary>Measures and prints all variants.</summary>
    public void Run()
    {
        foreach (var variant in _variants)
        {
            // The runtime optimizes code only after it has run for a while.
            for (var i = 0; i < 20; i++)
                variant.Measure(RoundNanoseconds);
            variant.Forget();
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var variant in _variants)
                variant.Measure(RoundNanoseconds);
        }

        foreach (var variant in _variants)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {variant.Name,-46} {variant.Nanoseconds,12:N0} ns {variant.Bytes,10:N0} B"));
    }

    /// <summary>Runs one variant repeatedly, for profiling.</summary>
    /// <param name="variant">The start of its name.</param>
    /// <param name="time">The duration.</param>
    public void Loop(string variant, TimeSpan time)
    {
        var chosen = _variants.Find(v => v.Name.TrimStart(' ', '(').StartsWith(variant, StringComparison.Ordinal)) ?? throw new InvalidOperationException($"no variant begins with `{variant}`");
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
            chosen.Measure(RoundNanoseconds);
    }

    /// <summary>Returns a variant with its measurements.</summary>
    public Variant this[string variant] => _variants.Find(v => string.Equals(v.Name, variant, StringComparison.Ordinal))!;
}

/// <summary>One way of doing a job.</summary>
/// <param name="name">The name of the variant.</param>
/// <param name="run">Runs one operation on the input with a number.</param>
internal sealed class Variant(string name, Action<int> run)
{
    private readonly List<(double Nanoseconds, double Bytes)> _rounds = [];
    private int _next;

    /// <summary>The name of the variant.</summary>
    public string Name => name;

    /// <summary>The median processor time of one operation, in nanoseconds.</summary>
    public double Nanoseconds => _rounds.Select(r => r.Nanoseconds).Order().ElementAt(_rounds.Count / 2);

    /// <summary>The median number of bytes allocated by one operation.</summary>
    public double Bytes => _rounds.Select(r => r.Bytes).Order().ElementAt(_rounds.Count / 2);

    /// <summary>Runs and measures one round.</summary>
    public void Measure(long nanoseconds)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = ThreadClock.Nanoseconds;
        var (count, batch, elapsed) = (0, 1, 0L);
        while (elapsed < nanoseconds)
        {
            for (var i = 0; i < batch; i++)
                run(_next++ & int.MaxValue);
            count += batch;
            elapsed = ThreadClock.Nanoseconds - start;
            batch = elapsed < nanoseconds / 20 ? batch * 2 : batch;
        }

        _rounds.Add(((double)elapsed / count, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count));
    }

    /// <summary>Discards the rounds so far.</summary>
    public void Forget() => _rounds.Clear();
}
