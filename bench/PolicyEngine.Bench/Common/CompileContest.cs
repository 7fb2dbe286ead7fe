using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolicyEngine.Bench.Timing;

namespace PolicyEngine.Bench.Common;

/// <summary>Compares the time from the documents to the first answer with the stock engine's first execution.</summary>
internal static class CompileContest
{
    private const int Rounds = 41;

    public static void Run(string root)
    {
        var inputs = CommonInputs.Find(root);
        var ours = Measure(() => new Ours(root, isAccepted: true).Policy.Decide(inputs.Facts[0]));
        Print("ours, accepted documents to first answer", ours);
        Print("ours, the same with what is doubtful in them", Measure(() => new Ours(root).Policy.Decide(inputs.Facts[0])));
        if (inputs.StockWorkflow is not { } workflow)
            return;
        var facts = JsonSerializer.Deserialize(inputs.Facts[0], StockJson.Default.StockFacts)!;
        var typed = Measure(() => new Stock(workflow).Run(facts));
        var expando = Measure(() => new Stock(workflow).Run(Stock.Expando(inputs.Facts[0])));
        Print("stock, typed facts, first execution", typed);
        Print("stock, ExpandoObject, first execution", expando);
        Ratio.Print("compile/stock", ours.Milliseconds / expando.Milliseconds, "at most 0.25");
    }

    /// <summary>Compiles repeatedly, for profiling.</summary>
    public static void Loop(string root, TimeSpan time)
    {
        var inputs = CommonInputs.Find(root);
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
            new Ours(root, isAccepted: true).Policy.Decide(inputs.Facts[0]);
    }

    /// <summary>
    /// Returns medians. Loading assemblies for the first compilation, and the time until the compiling code is optimized, are left out for both engines.
    /// </summary>
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
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"compile: {name,-46} {measured.Milliseconds,8:F1} ms {measured.Bytes / 1024,8:N0} KB"));
}
