using System.Collections.Concurrent;
using System.Diagnostics;
using PolicyService.Faults.Jobs;

namespace PolicyService.Faults.Replicas;

/// <summary>
/// Two replicas under load: the server crashes and is started again, one replica is killed with <c>kill -9</c>. Afterwards every
/// acknowledged draft and answer must be there, and nothing twice.
/// </summary>
internal static class ReplicaFaultRun
{
    private const int Writers = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs one.</summary>
    /// <param name="seconds">How long there is load before, between and after the faults, at the least.</param>
    /// <param name="outlivesPower">Whether the server waits for the disk.</param>
    /// <param name="output">Is told what happens.</param>
    /// <returns>Everything that is wrong.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(double seconds, bool outlivesPower, TextWriter output)
    {
        await using var replicas = await TwoReplicas.StartAsync(outlivesPower);
        var acknowledged = new ConcurrentBag<string>();
        var drafts = new ConcurrentBag<string>();
        using var load = new CancellationTokenSource();
        var writers = Enumerable.Range(0, Writers)
            .Select(w => Task.Run(() => AppraiseAsync(w % 2 == 0 ? replicas.First : replicas.Second, w, acknowledged, load.Token)))
            .Append(Task.Run(() => DraftAsync(replicas.First, drafts, load.Token)))
            .ToList();

        await LoadAsync(seconds, acknowledged);
        await replicas.Server.StopAtOnceAsync();
        await replicas.Server.StartServerAsync();
        var afterCrash = acknowledged.Count;
        await LoadAsync(seconds, acknowledged);
        await replicas.Second.KillAsync();
        await LoadAsync(seconds, acknowledged);
        await load.CancelAsync();
        await Task.WhenAll(writers);
        return await CheckAsync(replicas, [.. acknowledged], [.. drafts], acknowledged.Count - afterCrash, output);
    }

    /// <summary>Lets the load go on, on a slow machine until something was acknowledged meanwhile.</summary>
    private static async Task LoadAsync(double seconds, ConcurrentBag<string> acknowledged)
    {
        var before = acknowledged.Count;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalSeconds < seconds || (acknowledged.Count == before && watch.Elapsed < Patience))
            await Task.Delay(20);
    }

    private static async Task AppraiseAsync(ReplicaProcess replica, int writer, ConcurrentBag<string> acknowledged, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            try
            {
                var answer = await replica.PostAsync(
                    $"/v1/schemes/{LoadDocuments.Scheme}/appraisals", $$"""{"id":"W{{writer}}-{{n}}","months":[{"month":1,"actual":1,"target":1}]}""");
                acknowledged.Add((string)answer["id"]!);
            }
            catch (HttpRequestException)
            {
                // Not acknowledged: it may be there or not. The replica may be gone for good.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static async Task DraftAsync(ReplicaProcess replica, ConcurrentBag<string> drafts, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var id = $"load-model-{n}";
            try
            {
                await replica.PostAsync("/v1/models", LoadDocuments.All[0].Text.Replace("load-model", id, StringComparison.Ordinal));
                drafts.Add(id);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static async Task<IReadOnlyList<string>> CheckAsync(
        TwoReplicas replicas, string[] acknowledged, string[] drafts, int sinceCrash, TextWriter output)
    {
        var wrong = new List<string>();
        using var fresh = await ReplicaProcess.StartAsync(replicas.ConnectionString, replicas.Key);
        foreach (var id in acknowledged)
            await CheckThereAsync(fresh, $"/v1/appraisals/{id}", id, wrong);
        foreach (var id in drafts)
            await CheckThereAsync(fresh, $"/v1/models/{id}", id, wrong);
        if (acknowledged.Distinct(StringComparer.Ordinal).Count() != acknowledged.Length)
            wrong.Add("an id was acknowledged twice");
        var records = await replicas.CountAsync("SELECT sum(count)::bigint FROM decision_blocks");
        var entries = await replicas.CountAsync("SELECT count(*) FROM journal WHERE document IS NOT NULL");
        if (records < acknowledged.Length || entries < drafts.Length)
            wrong.Add($"{records} records and {entries} entries where {acknowledged.Length} and {drafts.Length} were acknowledged");
        if (sinceCrash == 0)
            wrong.Add("nothing was acknowledged after the server's crash");
        await output.WriteLineAsync($"{acknowledged.Length} answers ({sinceCrash} of them since the crash) and {drafts.Length} drafts acknowledged; {records} records, {entries} entries; {wrong.Count} wrong");
        return wrong;
    }

    private static async Task CheckThereAsync(ReplicaProcess replica, string path, string id, List<string> wrong)
    {
        try
        {
            if ((string?)(await replica.GetAsync(path))["id"] != id)
                wrong.Add($"{path} is about something else");
        }
        catch (HttpRequestException e)
        {
            wrong.Add(e.Message);
        }
    }
}
