using System.Diagnostics;
using System.Globalization;

namespace PolicyEngine.Bench;

/// <summary>Times an operation over rounds of inputs and prints the median round.</summary>
internal static class Measure
{
    private const int Rounds = 15;
    private static readonly TimeSpan RoundTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Runs and prints microseconds and bytes allocated for one operation.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="inputs">What it is given, in turn.</param>
    /// <param name="operation">Answers whether it worked; every input has to.</param>
    public static void Run(string name, byte[][] inputs, Func<ReadOnlyMemory<byte>, bool> operation)
    {
        foreach (var input in inputs)
        {
            if (!operation(input))
                throw new InvalidOperationException($"an input of `{name}` is refused");
        }

        Round(inputs, operation); // Warms up.
        var rounds = Enumerable.Range(0, Rounds).Select(_ => Round(inputs, operation)).ToList();
        var median = rounds.OrderBy(r => r.Microseconds).ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {median.Microseconds:F1} µs, {median.Bytes:F0} B"));
    }

    private static (double Microseconds, double Bytes) Round(byte[][] inputs, Func<ReadOnlyMemory<byte>, bool> operation)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var count = 0;
        while (watch.Elapsed < RoundTime)
            operation(inputs[count++ % inputs.Length]);
        return (watch.Elapsed.TotalMicroseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / count);
    }
}
