using System.ComponentModel.DataAnnotations;
using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>The suite on real files, and what is LiteDB's own.</summary>
public sealed class LiteDbPolicyStoreTests : PolicyStoreConformance
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_second_opener_is_refused_with_the_folder_named()
    {
        var refusal = Assert.Throws<StoreInUseException>(() => Open());

        Assert.Contains($"`{_folder.Path}` is open in another process", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_byte_of_a_content_is_refused_with_its_hash_named()
    {
        var entry = Drafted(Policy("a"), 0, "{\"weight\":35}");
        await Store.AppendedAsync(entry);

        await TamperAsync("journal.db", ContentTable.Name, row => row[ContentTable.Bytes].AsBinary[^2] ^= 1);

        var refusal = await Assert.ThrowsAsync<StoreCorruptException>(() => Store.ReadContentAsync(entry.ContentSha256!, CancellationToken.None));
        Assert.Contains(entry.ContentSha256!, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_byte_of_a_journal_entry_is_refused_with_its_number_named()
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"), Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1)));

        await TamperAsync("journal.db", JournalTable.Name, row => Replace(row[JournalTable.Bytes].AsBinary, "2025-04-01"u8, "2025-04-02"u8));

        var refusal = await Assert.ThrowsAsync<StoreCorruptException>(Store.JournalAsync);
        Assert.Contains("entry 2 ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_journal_entry_rewritten_with_a_hash_that_fits_breaks_the_link_of_the_next()
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"), Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1)));

        await TamperAsync("journal.db", JournalTable.Name, row =>
        {
            var bytes = row[JournalTable.Bytes].AsBinary;
            Replace(bytes, "\"alice\""u8, "\"mally\""u8);
            row[JournalTable.Hash] = JournalChain.Hash(JournalChain.Read(bytes, string.Empty));
        });

        var refusal = await Assert.ThrowsAsync<StoreCorruptException>(Store.JournalAsync);
        Assert.Contains("entry 2 does not follow", refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreCorruptException>(() => Store.ReadJournalAsync(1, 1, CancellationToken.None));
    }

    [Theory]
    [InlineData("head")]
    [InlineData("body")]
    public async Task A_changed_byte_of_a_decision_is_refused_with_its_id_named(string part)
    {
        await Store.AppendDecisionsAsync([Decision("d-7")]);

        await TamperAsync("decisions.db", DecisionTable.Name, row => row[part].AsBinary[^3] ^= 1);

        var found = await Assert.ThrowsAsync<StoreCorruptException>(() => Store.FindDecisionAsync("d-7", CancellationToken.None));
        Assert.Contains("`d-7`", found.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreCorruptException>(() =>
            Store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task A_full_queue_says_so_and_loses_nothing_it_took()
    {
        await Store.DisposeAsync();
        await using var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, DecisionQueueLength = 2 }, Clock);
        using var release = new ManualResetEventSlim();
        var holder = Task.Run(() => store.Gate.RunAsync(() => { release.Wait(); return 0; }, CancellationToken.None));
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

        release.Set();
        await holder;
        await Task.WhenAll(taken);

        Assert.Contains("try again", busy!.Message, StringComparison.Ordinal);
        Assert.InRange(taken.Count, 2, 5);
        for (var i = 0; i < taken.Count; i++)
            Assert.NotNull(await store.FindDecisionAsync($"d{i}", CancellationToken.None));
    }

    [Fact]
    public async Task What_the_queue_took_is_written_when_the_store_closes()
    {
        var appends = Enumerable.Range(0, 50).Select(i => Store.AppendDecisionsAsync([Decision($"d{i}")])).ToList();

        await ReopenAsync();

        await Task.WhenAll(appends);
        Assert.Equal(50, (await Store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 100, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_failure_of_the_files_stops_the_store_and_shows_in_the_probe()
    {
        var store = (LiteDbPolicyStore)Store;

        await Assert.ThrowsAsync<StoreFailedException>(() => store.Gate.RunAsync<int>(() => throw new IOException("no space left"), CancellationToken.None));

        await Assert.ThrowsAsync<StoreFailedException>(() => Store.AppendAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}")), CancellationToken.None));
        await Assert.ThrowsAsync<StoreFailedException>(() => Store.AppendDecisionsAsync([Decision("d")]));
        var probe = await Store.ProbeAsync(CancellationToken.None);
        Assert.False(probe.Ready);
        Assert.Contains("no space left", probe.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_store_says_so()
    {
        var store = Store;
        await ReopenAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(store.JournalAsync);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.AppendDecisionsAsync([Decision("d")]));
        Assert.False((await store.ProbeAsync(CancellationToken.None)).Ready);
    }

    [Fact]
    public async Task A_page_larger_than_the_setting_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            Store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 201, CancellationToken.None));
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ValidationException>(() => LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path, DecisionQueueLength = 0 }, Clock));
        Assert.Throws<ValidationException>(() => LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = string.Empty }, Clock));
    }

    protected override Task<IPolicyStore> OpenAsync() => Task.FromResult<IPolicyStore>(Open());

    protected override Task RemoveAsync()
    {
        _folder.Remove();
        return Task.CompletedTask;
    }

    private LiteDbPolicyStore Open() => LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path }, Clock);

    /// <summary>Changes every row of a collection behind the store's back.</summary>
    private async Task TamperAsync(string file, string collection, Action<BsonDocument> change)
    {
        await Store.DisposeAsync();
        var settings = new EngineSettings { Filename = Path.Combine(_folder.Path, file) };
        using (var database = new LiteDatabase(new LiteEngine(settings)))
        {
            var rows = database.GetCollection(collection);
            foreach (var row in rows.FindAll().ToList())
            {
                change(row);
                rows.Update(row);
            }
        }

        await ReopenAsync();
    }

    private static void Replace(byte[] bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> fresh)
    {
        var at = bytes.AsSpan().IndexOf(old);
        if (at >= 0)
            fresh.CopyTo(bytes.AsSpan(at));
    }
}
