using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using PolicyEngine.Bench.Timing;

namespace PolicyEngine.Bench.Common;

/// <summary>Lines of facts to lines of results, in one process, on two threads.</summary>
internal static class BatchContest
{
    private const int Threads = 2;
    private const int Repeats = 100;

    public static void Run(string root)
    {
        var (inputs, ours) = (CommonInputs.Find(root), new Ours(root));
        var megabytes = inputs.Facts.Sum(f => f.Length + 1L) * Repeats / 1e6;
        var rates = new List<double>();
        for (var round = 0; round < 7; round++)
        {
            var threads = Enumerable.Range(0, Threads).Select(t => new Thread(() => Decide(ours, inputs.Facts))).ToList();
            var start = Stopwatch.GetTimestamp();
            threads.ForEach(t => t.Start());
            threads.ForEach(t => t.Join());
            rates.Add(Threads * megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        var rate = rates.Order().ElementAt(rates.Count / 2);
        var size = inputs.Facts.Average(f => f.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"batch: {Threads} threads, records of {size:N0} B on average: {rate:N0} MB/s of time that passed"));
        Ratio.Print("batch/150MBps", rate / 150, "at least 1");
    }

    /// <summary>Decides on every line and keeps the answers of a batch in one buffer, as a server would before it sends them.</summary>
    private static void Decide(Ours ours, byte[][] lines)
    {
        var output = new ArrayBufferWriter<byte>(1_048_576);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            output.ResetWrittenCount();
            foreach (var line in lines)
            {
                ours.WriteOutcomes(line, output);
                output.Write("\n"u8);
            }
        }
    }
}
