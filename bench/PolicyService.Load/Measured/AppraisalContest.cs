using System.Globalization;
using System.Text.Json;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyEngine.Bench.Timing;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>
/// Compares whole appraisals by the default scheme, with every reason in both languages, with endpoints that return the bytes of the same bodies and the echo
/// of the common ones.
/// </summary>
internal static class AppraisalContest
{
    /// <summary>Runs all variants and prints the results.</summary>
    /// <returns>The exit code: 1 if requests were not answered successfully.</returns>
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var root = Repository.Find();
        byte[][] managers = [.. Directory.EnumerateFiles(Path.Combine(root, "samples", "managers"), "*.json").Order(StringComparer.Ordinal).Select(Compact)];
        var common = CommonInputs.Find(root);
        using var folder = new RunFolder();
        await Cores.TakeSecondAsync();
        await using var server = await ServerProcess.StartAsync(folder.Path, ServedProcess.Appraising);
        return await ContestAsync(server, managers, common, options) ? 0 : 1;
    }

    private static async Task<bool> ContestAsync(ServerProcess server, byte[][] managers, CommonInputs common, LoadOptions options)
    {
        var where = server.Where;
        var off = new LoadVariant("appraisals, without log", where.Off, RealService.Appraise, where.OffKey, managers);
        var durable = new LoadVariant("appraisals, durable log", where.Durable, RealService.Appraise, where.DurableKey, managers);
        var echo = new LoadVariant("echo of 2-3 KB", where.Bare, BareServer.Echo, null, common.Facts);
        var bytes = new LoadVariant("bytes of the managers", where.Bare, BareServer.Bytes, null, managers);
        var sizes = (await AnswersAsync(off, managers), await AnswersAsync(durable, managers));
        await AnswerCheck.AllAsync(echo, common, (a, i) => AnswerCheck.IsSame(a, common.Facts[i]));
        LoadVariant[] variants = [.. new[] { off, durable, echo, bytes }.Where(v => options.Only is not { } only || v.Name.Contains(only, StringComparison.Ordinal))];
        await LoadVariant.RoundsAsync(server, variants, options);
        foreach (var variant in variants)
            Console.WriteLine(variant);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"http: bodies of {managers.Average(m => m.Length):N0} bytes, answers of {sizes.Item1:N0}; {server.ResidentBytes / 1048576.0:F0} MB resident, the service twice and the bare server"));
        if (options.Only is null)
        {
            var echoed = common.Facts.Average(f => f.Length);
            var longer = string.Create(CultureInfo.InvariantCulture, $"bodies {managers.Average(m => m.Length) / echoed:F1} times, answers {sizes.Item1 / echoed:F1} times as long");
            Ratio.Print("appraisals-without-log/echo", off.PerSecond / echo.PerSecond, longer);
            Ratio.Print("appraisals-durable-log/echo", durable.PerSecond / echo.PerSecond, "the same, stored");
            Ratio.Print("appraisals-without-log/bytes", off.PerSecond / bytes.PerSecond, "the same bodies, read and sent back");
            Ratio.Print("appraisals-durable-log/bytes", durable.PerSecond / bytes.PerSecond, "the same, stored");
        }

        return variants.All(v => v.Unanswered == 0);
    }

    // Checks that every answer has scores, and a reason for each rule of the promotion; returns the average length of answers.
    private static async Task<double> AnswersAsync(LoadVariant variant, byte[][] managers)
    {
        using var client = new HttpClient();
        var length = 0L;
        foreach (var facts in managers)
        {
            var answer = await AnswerCheck.AskAsync(client, variant.Address, variant.Key, facts);
            using var document = JsonDocument.Parse(answer);
            var rules = document.RootElement.GetProperty("promotion").GetProperty("rules");
            if (!document.RootElement.TryGetProperty("scores", out _) || rules.GetArrayLength() == 0 || !rules.EnumerateArray().All(r => r.TryGetProperty("reason", out _)))
                throw new InvalidOperationException($"`{variant.Name}` answers wrongly:\n{answer}");
            length += System.Text.Encoding.UTF8.GetByteCount(answer);
        }

        return (double)length / managers.Length;
    }

    // Without white space, as programs send it.
    private static byte[] Compact(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return JsonSerializer.SerializeToUtf8Bytes(document.RootElement);
    }
}
