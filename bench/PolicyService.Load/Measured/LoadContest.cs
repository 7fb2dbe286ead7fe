using System.Globalization;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyEngine.Bench.Timing;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>
/// Compares the service with an echo, with bytes only and with the stock engine, in one process and one run, in alternating rounds with medians.
/// </summary>
internal static class LoadContest
{
    /// <summary>Runs all variants and prints the results.</summary>
    /// <returns>The exit code: 1 if requests were not answered successfully.</returns>
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var inputs = CommonInputs.Find(Repository.Find());
        using var folder = new RunFolder();
        await Cores.TakeSecondAsync();
        string key;
        bool isWhole;
        await using (var server = await ServerProcess.StartAsync(folder.Path))
        {
            key = server.Where.DurableKey;
            isWhole = await ContestAsync(server, inputs, options);
        }

        if (options.Only is null)
            await StartTime.ReportAsync(options.Service, Path.Combine(folder.Path, ServedProcess.DurableFolder), key, inputs.Facts[0], 1, 1.0);
        return isWhole ? 0 : 1;
    }

    private static async Task<bool> ContestAsync(ServerProcess server, CommonInputs inputs, LoadOptions options)
    {
        var where = server.Where;
        var off = new LoadVariant("ours, without log", where.Off, RealService.Decide, where.OffKey, inputs.Facts);
        var durable = new LoadVariant("ours, durable log", where.Durable, RealService.Decide, where.DurableKey, inputs.Facts);
        var echo = new LoadVariant("echo", where.Bare, BareServer.Echo, null, inputs.Facts);
        var inner = new LoadVariant("echo inside the service", where.Off, RealService.Echo, where.OffKey, inputs.Facts);
        var bytes = new LoadVariant("bytes only", where.Bare, BareServer.Bytes, null, inputs.Facts);
        var stock = where.HasStock ? new LoadVariant("stock RulesEngine", where.Bare, BareServer.Stock, null, inputs.Facts) : null;
        await AnswerCheck.AllAsync(off, inputs, (a, i) => AnswerCheck.IsDecision(a, inputs.Expected?[i]));
        await AnswerCheck.AllAsync(durable, inputs, (a, i) => AnswerCheck.IsDecision(a, inputs.Expected?[i]));
        await AnswerCheck.AllAsync(echo, inputs, (a, i) => AnswerCheck.IsSame(a, inputs.Facts[i]));
        await AnswerCheck.AllAsync(bytes, inputs, (a, i) => AnswerCheck.IsSame(a, inputs.Facts[i]));
        if (stock is not null)
            await AnswerCheck.AllAsync(stock, inputs, (a, i) => AnswerCheck.IsSame(a, inputs.Expected?[i]));

        LoadVariant[] variants = [off, durable, echo, inner, bytes, .. stock is null ? Array.Empty<LoadVariant>() : [stock]];
        variants = [.. variants.Where(v => options.Only is not { } only || only.Split(',').Any(o => v.Name.Contains(o, StringComparison.Ordinal)))];
        await LoadVariant.RoundsAsync(server, variants, options);
        foreach (var variant in variants)
            Console.WriteLine(variant);
        if (options.Only is not null)
        {
            foreach (var variant in variants)
                await HalfLoadAsync(variant, options);
            return variants.All(v => v.Unanswered == 0);
        }

        Print($"http: {server.ResidentBytes / 1048576.0:F0} MB resident, the service twice, the bare server and the stock engine together");
        Ratio.Print("without-log/echo", off.PerSecond / echo.PerSecond, "at least 1.2");
        Ratio.Print("durable-log/echo", durable.PerSecond / echo.PerSecond, "at least 0.6");
        Ratio.Print("without-log/echo-inside", off.PerSecond / inner.PerSecond, "the echo behind the same keys, limits and headers");
        Ratio.Print("without-log/bytes", off.PerSecond / bytes.PerSecond, "what the web server alone reaches");
        if (stock is null)
            Console.WriteLine("http: ../shared/bench is not there; without-log/stock and durable-log/stock are left out");
        else
        {
            Ratio.Print("without-log/stock", off.PerSecond / stock.PerSecond, "at least 4");
            Ratio.Print("durable-log/stock", durable.PerSecond / stock.PerSecond, "at least 4");
        }

        await HalfLoadAsync(off, options);
        await HalfLoadAsync(durable, options);
        return variants.All(v => v.Unanswered == 0);
    }

    private static async Task HalfLoadAsync(LoadVariant variant, LoadOptions options)
    {
        var rate = variant.PerSecond / 2;
        var percentiles = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
            percentiles.Add((await variant.SendAsync(options.Length, rate)).Latencies.Percentile(0.99));
        Print($"http: {variant.Name}, {rate:F0} req/s: p99 {percentiles.Order().ElementAt(options.Rounds / 2):F2} ms (at most 10)");
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
