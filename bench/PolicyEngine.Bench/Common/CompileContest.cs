using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolicyEngine.Bench.Timing;

namespace PolicyEngine.Bench.Common;

/// <summary>From the documents to the first answer, against the stock engine's first execution.</summary>
internal static class CompileContest
{
    private const int Rounds = 41;

    public static void Run(string root)
    {
        var inputs = CommonInputs.Find(root);
        Print("ours, documents to first answer and to what is doubtful in them", Measure(() => new Ours(root).Policy.Decide(inputs.Facts[0])));
        var ours = Measure(() => new Ours(root, isAccepted: true).Policy.Decide(inputs.Facts[0]));
        Print("ours, accepted documents to first answer", ours);
        if (inputs.StockWorkflow is not { } workflow)
            return;
        var facts = JsonSerializer.Deserialize(inputs.Facts[0], StockJson.Default.StockFacts)!;
        var typed = Measure(() => new Stock(workflow).Run(facts));
        var expando = Measure(() => new Stock(workflow).Run(Stock.Expando(inputs.Facts[0])));
        Print("stock, typed facts, first execution", typed);
        Print("stock, ExpandoObject, first execution", expando);
        Ratio.Print("compile/stock", ours.Milliseconds / expando.Milliseconds, "at most 0.25");
    }

    /// <summary>Compiles again and again, for a profiler.</summary>
    public static void Loop(string root, TimeSpan time)
    {
        var inputs = CommonInputs.Find(root);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
            new Ours(root, isAccepted: true).Policy.Decide(inputs.Facts[0]);
    }

    /// <summary>The median; what the first compilation of a process loads, and that the compiling code is itself not optimised at first, is left out on both sides.</summary>
    private static (double Milliseconds, double Bytes) Measure(Action compile)
    {
        for (var i = 0; i < Rounds; i++)
            compile();
        var rounds = new List<(double Milliseconds, double Bytes)>();
        for (var i = 0; i < Rounds; i++)
        {
            var (start, bytes) = (ThreadClock.Nanoseconds, GC.GetAllocatedBytesForCurrentThread());
            compile();
            rounds.Add(((ThreadClock.Nanoseconds - start) / 1e6, GC.GetAllocatedBytesForCurrentThread() - bytes));
        }

        return rounds.OrderBy(r => r.Milliseconds).ElementAt(Rounds / 2);
    }

    private static void Print(string name, (double Milliseconds, double Bytes) measured) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compile: {name,-64} {measured.Milliseconds,8:F1} ms {measured.Bytes / 1024,8:N0} KB"));
}
