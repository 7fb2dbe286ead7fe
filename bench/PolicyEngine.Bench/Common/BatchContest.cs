using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolicyEngine.Bench.Timing;

namespace PolicyEngine.Bench.Common;

/// <summary>Compares the engine with a hand-written program at turning lines of facts into lines of results, in one process, on two threads.</summary>
internal static class BatchContest
{
    private const int Threads = 2;
    private const int Repeats = 100;
    private const int Rounds = 9;

    public static void Run(string root)
    {
        var (inputs, ours) = (CommonInputs.Find(root), new Ours(root).Translated());
        CheckEqual(inputs.Facts);
        var (rates, handRates) = (new List<double>(), new List<double>());
        for (var round = -2; round < Rounds; round++)
        {
            var rate = Measure(() => ours.WriteOutcomes, inputs.Facts);
            var hand = Measure(() => new HandPipeline().Write, inputs.Facts);
            if (round < 0)
                continue; // The runtime optimizes code only after it has run for a while.
            rates.Add(rate);
            handRates.Add(hand);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"batch: {Threads} threads, records of {inputs.Facts.Average(f => f.Length):N0} B on average: ours {Median(rates):N0} MB/s of time that passed, hand-written reader {Median(handRates):N0} MB/s"));
        Ratio.Print("batch/150MBps", Median(rates) / 150, "at least 1");
        Ratio.Print("batch/hand", Median(rates) / Median(handRates), "at least 0.8, or the one above");
    }

    /// <summary>Returns the megabytes of facts processed per second of elapsed time.</summary>
    private static double Measure(Func<Action<byte[], IBufferWriter<byte>>> start, byte[][] lines)
    {
        var threads = Enumerable.Range(0, Threads).Select(_ => new Thread(() => Decide(start(), lines))).ToList();
        var begin = Stopwatch.GetTimestamp();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return Threads * lines.Sum(f => f.Length + 1L) * Repeats / 1e6 / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Decides on every line and collects the answers of a batch in one buffer, as a server does before it sends them.</summary>
    private static void Decide(Action<byte[], IBufferWriter<byte>> decide, byte[][] lines)
    {
        var output = new ArrayBufferWriter<byte>(1_048_576);
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            output.ResetWrittenCount();
            foreach (var line in lines)
            {
                decide(line, output);
                output.Write("\n"u8);
            }
        }
    }

    /// <summary>Checks that the hand-written program answers the same as the one with a serializer, which was checked against the engine.</summary>
    private static void CheckEqual(byte[][] lines)
    {
        using var pipeline = new HandPipeline();
        var (hand, output) = (new HandWritten(), new ArrayBufferWriter<byte>());
        foreach (var line in lines)
        {
            output.ResetWrittenCount();
            pipeline.Write(line, output);
            var expected = CommonContest.HandBytes(hand, line);
            if (!JsonElement.DeepEquals(JsonElement.Parse(output.WrittenSpan), JsonElement.Parse(expected)))
                throw new InvalidOperationException($"the hand-written reader answers\n{System.Text.Encoding.UTF8.GetString(output.WrittenSpan)}\nbut expected is\n{System.Text.Encoding.UTF8.GetString(expected)}");
        }
    }

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
