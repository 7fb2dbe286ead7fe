using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>A store that gets more work than it can write refuses it immediately, and writes everything that it has accepted.</summary>
public sealed class FullQueueTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Remove();

    [Fact]
    public async Task A_full_queue_says_so_and_loses_nothing_it_took()
    {
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, DecisionQueueLength = 2 }, TimeProvider.System);
        await using var gate = await HeldGate.TakeAsync(store);
        var first = store.AppendDecisionsAsync([Decision("d0")]);
        await StandingWriter.StandsAsync(store);
        Task[] waiting = [store.AppendDecisionsAsync([Decision("d1")]), store.AppendDecisionsAsync([Decision("d2")])];
        var busy = await Assert.ThrowsAsync<StoreBusyException>(() => store.AppendDecisionsAsync([Decision("d3")]));

        await gate.ReleaseAsync();
        await Task.WhenAll([first, .. waiting]);

        Assert.Contains("try again", busy.Message, StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
            Assert.NotNull(await store.FindDecisionAsync($"d{i}", CancellationToken.None));
        Assert.Null(await store.FindDecisionAsync("d3", CancellationToken.None));
    }

    [Fact]
    public async Task A_full_queue_of_the_journal_says_so_too()
    {
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, JournalQueueLength = 1 }, TimeProvider.System);
        await using var gate = await HeldGate.TakeAsync(store);
        var appends = new List<Task>();

        // The writer may take what is in the queue as long as it has not come to the gate, so that one more fits.
        for (var i = 0; !appends.Exists(a => a.IsFaulted); i++)
        {
            Assert.True(i < 1_000_000, "it takes whatever comes");
            appends.Add(store.AppendAsync(StoreChange.Of(Note()), CancellationToken.None));
        }

        await gate.ReleaseAsync();
        await Assert.ThrowsAsync<StoreBusyException>(() => appends[^1]);
        await Task.WhenAll(appends[..^1]);

        Assert.Equal(appends.Count - 1, (await store.JournalAsync()).Count);
    }

    [Fact]
    public async Task More_bytes_than_may_wait_are_refused_and_one_append_alone_never_is()
    {
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, QueueBytes = 1_048_576 }, TimeProvider.System);
        await using var gate = await HeldGate.TakeAsync(store);
        var large = new string('7', 3_000_000);
        var first = store.AppendDecisionsAsync([Decision("first", body: large)]);
        await StandingWriter.StandsAsync(store);

        var second = store.AppendDecisionsAsync([Decision("second", body: large)]);
        await Assert.ThrowsAsync<StoreBusyException>(() => store.AppendDecisionsAsync([Decision("third", body: large)]));

        await gate.ReleaseAsync();
        await Task.WhenAll(first, second);
        Assert.NotNull(await store.FindDecisionAsync("first", CancellationToken.None));
        Assert.Null(await store.FindDecisionAsync("third", CancellationToken.None));
    }

    /// <summary>Keeps a store from its files until it is released.</summary>
    private sealed class HeldGate : IAsyncDisposable
    {
        private readonly ManualResetEventSlim _release = new();
        private Task _holder = Task.CompletedTask;

        public static async Task<HeldGate> TakeAsync(LiteDbPolicyStore store)
        {
            var gate = new HeldGate();
            var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
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
