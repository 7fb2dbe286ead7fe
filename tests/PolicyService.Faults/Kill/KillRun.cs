using System.Diagnostics;
using PolicyApi.Storage.LiteDb.Inspection;

namespace PolicyService.Faults.Kill;

/// <summary>
/// The real service, killed again and again under load: decisions, drafts and publications, keys. After each kill everything it
/// had acknowledged must be there, and no more than that and what was under way.
/// </summary>
/// <param name="folder">A data folder of the run's own.</param>
internal sealed class KillRun(string folder)
{
    private const int Deciders = 6;
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(30);
    private readonly Acknowledged _acknowledged = new();
    private readonly string _name = "load-" + Guid.NewGuid().ToString("n")[..8];
    private string _key = string.Empty;
    private int _number;

    /// <summary>What was acknowledged and found.</summary>
    public string Counts => $"{_acknowledged.Count} decisions and {_acknowledged.Changes} publications and keys acknowledged";

    /// <summary>How many decisions were acknowledged.</summary>
    public int Decisions => _acknowledged.Count;

    /// <summary>Runs rounds.</summary>
    /// <param name="rounds">How many kills.</param>
    /// <param name="output">Is told what goes wrong, and now and then how far it is.</param>
    /// <returns>How many rounds had something wrong.</returns>
    public async Task<int> RunAsync(int rounds, TextWriter output)
    {
        var wrong = 0;
        for (var round = 1; round <= rounds; round++)
        {
            await LiveAsync(new Random(round));
            wrong += await TellAsync($"round {round}", await _acknowledged.CompareAsync(folder, Deciders), output);
            if (round % 25 == 0)
                await output.WriteLineAsync($"{round} kills: {Counts}, {wrong} rounds with something wrong");
        }

        wrong += await TellAsync("at the end", await _acknowledged.CompareAllAsync(folder), output);
        return wrong + await TellAsync("fsck", StoreInspection.Run(folder).Problems, output);
    }

    private async Task LiveAsync(Random chance)
    {
        using var service = await ServiceProcess.StartAsync(folder);
        using var client = new ServiceClient(service.Address, (await File.ReadAllTextAsync(Path.Combine(folder, "bootstrap.key"))).Trim());
        if (_key.Length == 0)
            _key = await client.SetUpAsync(_name);
        client.Key = _key;
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(
        [
            .. Enumerable.Range(0, Deciders).Select(_ => WhileAliveAsync(async () => _acknowledged.Decisions.Enqueue(await client.DecideAsync(_name)), stop.Token)),
            WhileAliveAsync(() => PublishAsync(client), stop.Token),
            WhileAliveAsync(async () => _acknowledged.Keys.Enqueue((await client.MakeKeyAsync($"{_name}-{Interlocked.Increment(ref _number)}", "auditor")).Id), stop.Token),
        ]);
        await LetLiveAsync(chance.Next(20, 150));
        await service.KillAsync();
        await stop.CancelAsync();
        await load;
    }

    // By what was acknowledged, because a slow machine does little in a given time.
    private async Task LetLiveAsync(int decisions)
    {
        var watch = Stopwatch.StartNew();
        while (_acknowledged.Decisions.Count < decisions && watch.Elapsed < LongestLife)
            await Task.Delay(5);
    }

    private async Task PublishAsync(ServiceClient client)
    {
        var id = $"{_name}-{Interlocked.Increment(ref _number)}";
        await client.SaveAsync("policies", Documents.Policy(id, _name));
        _acknowledged.Drafts.Enqueue(id);
        await client.PublishAsync("policies", id);
        _acknowledged.Publications.Enqueue(id);
    }

    // What is refused while the service lives is a fault; a broken connection is the kill.
    private static async Task WhileAliveAsync(Func<Task> act, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
                await act();
        }
        catch (HttpRequestException)
        {
        }
        catch (IOException)
        {
        }
    }

    private static async Task<int> TellAsync(string when, IReadOnlyList<string> problems, TextWriter output)
    {
        foreach (var problem in problems)
            await output.WriteLineAsync($"{when}: {problem}");
        return problems.Count > 0 ? 1 : 0;
    }
}
