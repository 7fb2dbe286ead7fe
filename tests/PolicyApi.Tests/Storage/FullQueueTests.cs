using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>A store that is asked for more than it can write says so at once, and writes all that it took.</summary>
public sealed class FullQueueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Remove();

    [Fact]
    public async Task A_full_queue_says_so_and_loses_nothing_it_took()
    {
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, DecisionQueueLength = 2 }, TimeProvider.System);
        await using var gate = await HeldGate.TakeAsync(store);
        var taken = new List<Task>();
        StoreBusyException? busy = null;
        // One append is with the writer, two in the queue; the writer may take its one a little later.
        for (var i = 0; busy is null && i < 10; i++)
        {
            var append = store.AppendDecisionsAsync([Decision($"d{i}")]);
            if (append.IsFaulted)
                busy = await Assert.ThrowsAsync<StoreBusyException>(() => append);
            else
                taken.Add(append);
        }

        await gate.ReleaseAsync();
        await Task.WhenAll(taken);

        Assert.Contains("try again", busy!.Message, StringComparison.Ordinal);
        Assert.InRange(taken.Count, 2, 5);
        for (var i = 0; i < taken.Count; i++)
            Assert.NotNull(await store.FindDecisionAsync($"d{i}", CancellationToken.None));
    }

    [Fact]
    public async Task A_full_queue_of_the_journal_says_so_too()
    {
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, JournalQueueLength = 1 }, TimeProvider.System);
        await using var gate = await HeldGate.TakeAsync(store);
        var appends = Enumerable.Range(0, 8).Select(_ => store.AppendAsync(StoreChange.Of(Note()), CancellationToken.None)).ToList();

        await gate.ReleaseAsync();
        var done = await Task.WhenAll(appends.Select(a => a.ContinueWith(t => t.Exception?.InnerException, TaskScheduler.Default)));

        Assert.All(done.OfType<Exception>(), e => Assert.IsType<StoreBusyException>(e));
        Assert.InRange(done.Count(e => e is null), 1, 4);
        Assert.Equal(done.Count(e => e is null), (await store.JournalAsync()).Count);
    }

    [Fact]
    public async Task More_bytes_than_may_wait_are_refused_and_one_append_alone_never_is()
    {
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, QueueBytes = 1_048_576 }, TimeProvider.System);
        await using var gate = await HeldGate.TakeAsync(store);
        var large = new string('7', 3_000_000);
        await WaitUntilTakenAsync(store, store.AppendDecisionsAsync([Decision("first", body: large)]));

        var second = store.AppendDecisionsAsync([Decision("second", body: large)]);
        await Assert.ThrowsAsync<StoreBusyException>(() => store.AppendDecisionsAsync([Decision("third", body: large)]));

        await gate.ReleaseAsync();
        await second;
        Assert.NotNull(await store.FindDecisionAsync("first", CancellationToken.None));
        Assert.Null(await store.FindDecisionAsync("third", CancellationToken.None));
    }

    private static async Task WaitUntilTakenAsync(LiteDbPolicyStore store, Task append)
    {
        // The writer takes it and waits for the gate; nothing waits in the queue then.
        while (store.WaitingAppends > 0)
            await Task.Delay(1);
        Assert.False(append.IsCompleted);
    }

    /// <summary>Keeps a store from its files until it is released.</summary>
    private sealed class HeldGate : IAsyncDisposable
    {
        private readonly ManualResetEventSlim _release = new();
        private Task _holder = Task.CompletedTask;

        public static async Task<HeldGate> TakeAsync(LiteDbPolicyStore store)
        {
            var gate = new HeldGate();
            var held = new TaskCompletionSource();
            gate._holder = Task.Run(() => store.Gate.RunAsync(
                () =>
                {
                    held.SetResult();
                    gate._release.Wait();
                    return 0;
                },
                CancellationToken.None));
            await held.Task;
            return gate;
        }

        public Task ReleaseAsync()
        {
            _release.Set();
            return _holder;
        }

        public async ValueTask DisposeAsync()
        {
            await ReleaseAsync();
            _release.Dispose();
        }
    }
}
