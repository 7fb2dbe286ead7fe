using System.Diagnostics;

namespace PolicyService.Faults.Kill;

/// <summary>One life of the service under load, and how every request of it ended: acknowledged, refused, or without an answer.</summary>
internal sealed class Life(ServiceClient client, string name, Acknowledged acknowledged)
{
    private const int Deciders = 6;
    private readonly List<string> _refusals = [];
    private int _decisionsUnanswered;
    private int _changesUnanswered;
    private int _busy;

    /// <summary>Decisions that were asked for and never answered. Each may be stored or not.</summary>
    public int DecisionsUnanswered => _decisionsUnanswered;

    /// <summary>Changes that were asked for and never answered, each of which notes one thing in the journal, or none.</summary>
    public int ChangesUnanswered => _changesUnanswered;

    /// <summary>Requests that were never answered: the kill came first, or patience ended.</summary>
    public int Unanswered => _decisionsUnanswered + _changesUnanswered;

    /// <summary>Requests that were answered with 429 or 503.</summary>
    public int Busy => _busy;

    /// <summary>What was refused that must not be.</summary>
    public IReadOnlyList<string> Refusals => _refusals;

    /// <summary>Asks for decisions, saves and publishes policies and makes keys until the service is killed.</summary>
    /// <param name="service">The service.</param>
    /// <param name="enough">What has to be acknowledged before the kill, which comes right after the last of it.</param>
    /// <param name="longest">How long it lives when that does not come.</param>
    public async Task RunAsync(ServiceProcess service, LifeGoal enough, TimeSpan longest)
    {
        var publicationsBefore = acknowledged.Publications.Count;
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(
        [
            .. Enumerable.Range(0, Deciders).Select(_ => UntilAsync(DecideAsync, () => Interlocked.Increment(ref _decisionsUnanswered), stop.Token)),
            UntilAsync(PublishAsync, () => Interlocked.Increment(ref _changesUnanswered), stop.Token),
            UntilAsync(MakeKeyAsync, () => Interlocked.Increment(ref _changesUnanswered), stop.Token),
        ]);

        // By what was acknowledged, because a slow machine does little in a given time.
        var watch = Stopwatch.StartNew();
        while (!enough.IsReachedBy(acknowledged.Decisions.Count, acknowledged.Publications.Count - publicationsBefore) && watch.Elapsed < longest && !service.HasEnded)
            await Task.Delay(5, CancellationToken.None);
        await stop.CancelAsync();
        await service.KillAsync();
        await load;
    }

    private async Task DecideAsync() => acknowledged.Decisions.Enqueue(await client.DecideAsync(name));

    private async Task PublishAsync()
    {
        var id = Fresh();
        await client.SaveAsync("policies", Documents.Policy(id, name));
        acknowledged.Drafts.Enqueue(id);
        await client.PublishAsync("policies", id);
        acknowledged.Publications.Enqueue(id);
    }

    private async Task MakeKeyAsync() => acknowledged.Keys.Enqueue((await client.MakeKeyAsync(Fresh(), "auditor")).Id);

    private string Fresh() => $"{name}-{Guid.NewGuid().ToString("n")[..12]}";

    private async Task UntilAsync(Func<Task> act, Action unanswered, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await act();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                unanswered();
                await Task.Delay(20, CancellationToken.None);
            }
            catch (RefusedException e) when (e.IsBusy)
            {
                Interlocked.Increment(ref _busy);
                await Task.Delay(50, CancellationToken.None);
            }
            catch (RefusedException e)
            {
                lock (_refusals)
                    _refusals.Add(e.Message);
                return;
            }
        }
    }
}
