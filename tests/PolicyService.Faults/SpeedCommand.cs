using System.Diagnostics;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyService.Faults;

/// <summary>Measures what the embedded store holds on this machine, beside the time of one sync in the same run.</summary>
internal static class SpeedCommand
{
    private const int BulkRecords = 55_000;
    private const int Writers = 32;

    public static async Task RunAsync(TimeSpan each, TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("policy-speed-");
        try
        {
            await output.WriteLineAsync($"one write of 4 KB with its sync: {SyncTime.Measure(folder.FullName).TotalMilliseconds:F3} ms");
            var plain = await PlainLiteDb.RunAsync(folder.FullName, Writers, each);
            await output.WriteLineAsync($"{Writers} writers, LiteDB's own insert for each, which is not durable: {plain:F0} decisions/s");
            await WritersAsync(folder.FullName, 1, each, output);
            var one = await WritersAsync(folder.FullName, 1, each, output);
            var many = await WritersAsync(folder.FullName, Writers, each, output);
            await output.WriteLineAsync($"in groups {many / one:F1} times as many as one after the other, {many / plain:F1} times as many as LiteDB's own inserts");
            await BulkAsync(folder.FullName, 32, output);
            await BulkAsync(folder.FullName, 1_000, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> WritersAsync(string folder, int writers, TimeSpan time, TextWriter output)
    {
        var (store, counts) = Open(folder);
        await using var closing = store;
        var waits = new List<double>[writers];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(w => Task.Run(() => WriterAsync(w))));
        var seconds = watch.Elapsed.TotalSeconds;
        var all = waits.SelectMany(w => w).Order().ToList();
        await output.WriteLineAsync(
            $"{writers} writers: {all.Count / seconds:F0} durable decisions/s, p50 {all[all.Count / 2]:F2} ms, p99 {all[all.Count * 99 / 100]:F2} ms; {Written(counts, all.Count)}");
        return all.Count / seconds;

        async Task WriterAsync(int writer)
        {
            var mine = waits[writer] = [];
            while (watch.Elapsed < time)
            {
                var start = watch.Elapsed;
                await store.AppendDecisionsAsync([Records.New(DateTimeOffset.UtcNow, Random.Shared.Next(10_000))]);
                mine.Add((watch.Elapsed - start).TotalMilliseconds);
            }
        }
    }

    private static async Task BulkAsync(string folder, int size, TextWriter output)
    {
        var (store, counts) = Open(folder);
        await using var closing = store;
        var batches = Enumerable.Range(0, BulkRecords / size)
            .Select(b => Enumerable.Range(0, size).Select(i => Records.New(DateTimeOffset.UtcNow, (b * size) + i)).ToList())
            .ToList();
        var watch = Stopwatch.StartNew();
        foreach (var batch in batches)
            await store.AppendDecisionsAsync(batch);
        var count = batches.Count * size;
        await output.WriteLineAsync($"appends of {size} one after the other: {count} in {watch.Elapsed.TotalSeconds:F2} s, {count / watch.Elapsed.TotalSeconds:F0}/s; {Written(counts, count)}");
    }

    private static string Written(CountingFolder counts, int records) =>
        $"{counts.Syncs} syncs of {counts.SyncTime.TotalMilliseconds / counts.Syncs:F2} ms, {(double)counts.Bytes / records:F0} bytes written a record";

    private static (LiteDbPolicyStore Store, CountingFolder Counts) Open(string folder)
    {
        var options = new LiteDbOptions { DataFolder = Path.Combine(folder, Path.GetRandomFileName()) };
        var counts = new CountingFolder(new DiskFolder(options.DataFolder));
        return (LiteDbPolicyStore.Open(options, TimeProvider.System, counts), counts);
    }
}
