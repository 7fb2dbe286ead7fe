using System.Diagnostics;
using PolicyService.Faults.Jobs;
using PolicyService.Faults.Postgres;

namespace PolicyService.Faults.Replicas;

/// <summary>How long it takes until what one replica has published is in force at the other: with the server's messages, and while they are lost.</summary>
internal static class PublishLag
{
    private const int Times = 20;

    /// <summary>Measures both.</summary>
    public static async Task RunAsync(TextWriter output)
    {
        await using var replicas = await TwoReplicas.StartAsync(outlivesPower: true);
        await output.WriteLineAsync($"with messages: {await MeasureAsync(replicas)}");
        using var cutting = new CancellationTokenSource();
        var cut = Task.Run(() => CutListenersAsync(replicas.ConnectionString, cutting.Token));
        await output.WriteLineAsync($"messages lost: {await MeasureAsync(replicas)}");
        await cutting.CancelAsync();
        await cut;
    }

    private static async Task<string> MeasureAsync(TwoReplicas replicas)
    {
        var lags = new List<double>();
        // The first one is not counted: the other replica's code for it is compiled then.
        for (var n = 0; n <= Times; n++)
        {
            var text = LoadDocuments.All[1].Text.Replace("\"from\": 90", $"\"from\": {10 + n}.{Random.Shared.Next(1, 9)}", StringComparison.Ordinal);
            var version = (int)(await replicas.First.PostAsync("/v1/policies/load-weighting/versions", text))["version"]!;
            await replicas.First.PostAsync($"/v1/policies/load-weighting/versions/{version}/publish", """{"effectiveFrom":"2020-01-01"}""");
            var watch = Stopwatch.StartNew();
            while (await VersionAsync(replicas.Second) != version)
            {
            }

            if (n > 0)
                lags.Add(watch.Elapsed.TotalMilliseconds);
        }

        lags.Sort();
        return $"{Times} publications in force at the other replica after {lags[Times / 2]:F0} ms (median), {lags[^1]:F0} ms at most, answers included";
    }

    private static async Task<int> VersionAsync(ReplicaProcess replica) =>
        (int)(await replica.PostAsync($"/v1/schemes/{LoadDocuments.Scheme}/appraisals", LoadDocuments.Facts(1)))["policies"]![0]!["version"]!;

    private static async Task CutListenersAsync(string connectionString, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await TemporaryCluster.ExecuteAsync(
                connectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");
            await Task.Delay(20, CancellationToken.None);
        }
    }
}
