using System.Diagnostics;
using System.Globalization;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyEngine.Bench;
using PolicyEngine.Bench.Common;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>Measures the time from the start of the service's program to its first correct answer, on an existing store.</summary>
internal static class StartTime
{
    private const int Starts = 5;
    private const int ManyPolicies = 200;

    /// <summary>Measures with the common policy only, then with many policies.</summary>
    public static async Task<int> RunAsync(LoadOptions options)
    {
        var root = Repository.Find();
        var facts = CommonInputs.Find(root).Facts[0];
        foreach (var (policies, atMost) in new[] { (1, 1.0), (ManyPolicies, 2.5) })
        {
            using var folder = new RunFolder();
            var key = await RealService.PrepareAsync(root, folder.Path, policies);
            await ReportAsync(options.Service, folder.Path, key, facts, policies, atMost);
        }

        return 0;
    }

    /// <summary>Measures several starts and prints the median.</summary>
    public static async Task ReportAsync(string program, string home, string key, byte[] facts, int policies, double atMost)
    {
        var seconds = new List<double>();
        for (var i = 0; i < Starts; i++)
            seconds.Add((await MeasureAsync(program, home, key, facts)).TotalSeconds);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"start to first correct answer, {policies} policies: {seconds.Order().ElementAt(Starts / 2):F2} s ({seconds.Min():F2}–{seconds.Max():F2}; at most {atMost:F1} from a published build: `--service FILE`)"));
    }

    // On both cores, as in production.
    private static async Task<TimeSpan> MeasureAsync(string program, string home, string key, byte[] facts)
    {
        var watch = Stopwatch.StartNew();
        await using var service = await PublishedService.StartAsync(program, home, LogMode.Durable, "0,1");
        using var client = new HttpClient();
        await AnswerCheck.AskAsync(client, new Uri(service.Address, RealService.Decide), key, facts);
        return watch.Elapsed;
    }
}
