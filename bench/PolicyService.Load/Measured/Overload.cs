using System.Diagnostics;
using System.Globalization;
using PolicyApi.Platform.Answers;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>Three times as many requests as the service can answer, stored durably: what it answers meanwhile, how soon it is well again, and whether all it acknowledged is there.</summary>
internal static class Overload
{
    private const int Factor = 3;
    private const int WarmRounds = 6;
    private const int Crowd = 512;
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromSeconds(1);

    // Few may wait, so that the bound is met before a request has waited for long.
    private static readonly string[] Bounds = ["--DecisionLog:Waiting", "64"];

    /// <summary>Runs it.</summary>
    /// <returns>The exit code: 0 when everything holds.</returns>
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var root = Repository.Find();
        var inputs = CommonInputs.Find(root);
        var folder = Directory.CreateTempSubdirectory("policy-load-").FullName;
        try
        {
            await Cores.TakeSecondAsync();
            var key = await RealService.PrepareAsync(root, folder, 1);
            await using var service = await PublishedService.StartAsync(options.Service, folder, LogMode.Durable, "0", Bounds);
            var variant = new LoadVariant("overload", service.Address.Port, RealService.Decide, key, inputs.Facts);
            List<Round> rounds = [];
            for (var i = 0; i < WarmRounds; i++)
                rounds.Add(await variant.SendAsync(options.Length));
            var saturation = rounds[^1].PerSecond;
            rounds.Add(await variant.SendAsync(options.Length * 3, Factor * saturation, Crowd));
            var (recovery, more) = await RecoverAsync(variant, key, inputs.Facts[0]);
            Print($"overload: saturated at {saturation:F0} req/s; at {Factor} times that {rounds[^1].PerSecond:F0} a second were answered with 200, {rounds[^1].Refused} with 429 or 503, {rounds[^1].Failed} not as they should");
            Print($"overload: well again after {recovery.TotalSeconds:F2} s (at most 1)");
            var code = await service.StopAsync();
            return await CountAsync(folder, rounds.Sum(r => r.Answered) + more) && recovery <= LongestRecovery && code == 0 && rounds.TrueForAll(r => r.Failed == 0) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Until ten requests in a row are answered, each within 50 ms.</summary>
    private static async Task<(TimeSpan Time, long Answered)> RecoverAsync(LoadVariant variant, string key, byte[] facts)
    {
        const int inARow = 10;
        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        var answered = 0L;
        var recovered = TimeSpan.Zero;
        for (var quick = 0; quick < inARow;)
        {
            var sent = watch.Elapsed;
            try
            {
                await AnswerCheck.AskAsync(client, variant.Address, key, facts);
                answered++;
                quick = watch.Elapsed - sent < TimeSpan.FromMilliseconds(50) ? quick + 1 : 0;
            }
            catch (HttpRequestException)
            {
                quick = 0;
            }

            if (quick <= 1)
                recovered = watch.Elapsed;
        }

        return (recovered, answered);
    }

    private static async Task<bool> CountAsync(string home, long acknowledged)
    {
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = Path.Combine(home, "data") }, TimeProvider.System);
        var stored = 0L;
        foreach (var month in await store.ListSealMonthsAsync(CancellationToken.None))
        {
            for (var after = 0L; await store.ReadSealsAsync(month, after, StoreLimits.MaxJournalRead, CancellationToken.None) is { Count: > 0 } seals; after = seals[^1].Sequence)
                stored += seals.Sum(s => (long)s.Count);
        }

        Print($"overload: {acknowledged} decisions acknowledged, {stored} stored");
        return stored >= acknowledged;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
