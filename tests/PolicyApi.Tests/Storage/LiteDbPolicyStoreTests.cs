using System.ComponentModel.DataAnnotations;
using System.Text;
using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>The conformance tests on real files, and tests of LiteDB's own behaviour.</summary>
public sealed class LiteDbPolicyStoreTests : PolicyStoreConformance
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_second_opener_is_refused_with_the_folder_named()
    {
        var refusal = Assert.Throws<StoreInUseException>(() => Open());

        Assert.Contains($"`{_folder.Path}` is in use by another process", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_not_said_to_be_in_use()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "other")).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "store.lock"), Path.Combine(folder, "gone", "store.lock"));

        var refusal = Assert.Throws<StoreFailedException>(() => LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder }, Clock));

        Assert.StartsWith($"the data folder `{folder}` cannot be written to;", refusal.Message, StringComparison.Ordinal);
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
        refusal = await Assert.ThrowsAsync<StoreCorruptException>(() => Store.ReadDocumentEntriesAsync(1, 1, CancellationToken.None));
        Assert.Contains("entry 2 ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"section\":\"policies\",")]
    [InlineData("\"actor\":\"alice\",")]
    [InlineData("\"action\":\"drafted\",")]
    [InlineData("\"at\":\"2025-03-01T12:00:00.000Z\",")]
    public async Task A_journal_entry_that_lacks_a_member_is_refused_with_its_number_named_though_its_hash_fits(string member)
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"));

        await TamperAsync("journal.db", JournalTable.Name, row =>
        {
            var text = Encoding.UTF8.GetString(row[JournalTable.Bytes].AsBinary);
            Assert.Contains(member, text, StringComparison.Ordinal);
            row[JournalTable.Bytes] = Encoding.UTF8.GetBytes(text.Replace(member, "", StringComparison.Ordinal));
            row[JournalTable.Hash] = JournalChain.Hash(JournalChain.Start, row[JournalTable.Bytes].AsBinary);
        });

        var refusal = await Assert.ThrowsAsync<StoreCorruptException>(Store.JournalAsync);
        Assert.Contains("the journal entry 1 cannot be read", refusal.Message, StringComparison.Ordinal);
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

        await Store.DisposeAsync();
        var path = Path.Combine(_folder.Path, "decisions-2025-03.blocks");
        var bytes = await File.ReadAllBytesAsync(path);
        var (text, last) = part == "head" ? ("\"documentId\":\"kam-promotion\"", 3) : ("{\"id\":\"d-7\"}", 3);
        bytes[bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) + text.Length - last] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        await ReopenAsync();

        var found = await Assert.ThrowsAsync<StoreCorruptException>(() => Store.FindDecisionAsync("d-7", CancellationToken.None));
        Assert.Contains("`d-7`", found.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreCorruptException>(() =>
            Store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 10, CancellationToken.None));
    }

    [Fact]
    public async Task Each_month_has_a_file_and_few_are_open()
    {
        await Store.DisposeAsync();
        var options = new LiteDbOptions { DataFolder = _folder.Path, OpenDecisionFiles = 2 };
        var all = Enumerable.Range(0, 30).Select(i => Decision($"d{i:D2}", Noon.AddDays(i * 10))).ToList();
        await using (var store = LiteDbPolicyStore.Open(options, Clock))
        {
            foreach (var decision in all.AsEnumerable().Reverse())
                await store.AppendDecisionsAsync([decision]);
        }

        await using var again = LiteDbPolicyStore.Open(options, Clock);

        Assert.Equal(
            [.. Enumerable.Range(3, 10).Select(m => $"decisions-2025-{m:D2}.blocks")],
            Directory.EnumerateFiles(_folder.Path, "decisions-*.blocks").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        DecisionCursor? after = null;
        foreach (var expected in all.AsEnumerable().Reverse().Chunk(7))
        {
            var page = await again.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision, Subject: "M-1001"), after, 7, CancellationToken.None);
            Assert.Equal(expected.Select(d => d.Id), page.Select(d => d.Id));
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }

        AssertSame(all[0], await again.FindDecisionAsync("d00", CancellationToken.None));
        Assert.Equal(10, (await again.ListSealMonthsAsync(CancellationToken.None)).Count);
    }

    [Fact]
    public async Task An_erased_body_and_subject_are_nowhere_in_the_files()
    {
        var body = new string('b', 20_000) + "-SECRET-BODY-" + new string('c', 20_000);
        await Store.AppendDecisionsAsync([Decision("kept", body: "[\"KEPT-BODY\"]"), Decision("gone", subject: "SECRET-SUBJECT", body: body)]);
        await Store.EraseDecisionsAsync(["gone"], Noon, CancellationToken.None);
        await Store.DisposeAsync();

        var bytes = Directory.EnumerateFiles(_folder.Path).Where(f => new FileInfo(f).Length > 0).SelectMany(File.ReadAllBytes).ToArray();

        Assert.True(bytes.AsSpan().IndexOf("KEPT-BODY"u8) > 0);
        Assert.Equal((-1, -1), (bytes.AsSpan().IndexOf("SECRET"u8), bytes.AsSpan().IndexOf(Enumerable.Repeat((byte)'b', 50).ToArray())));
        await ReopenAsync();
    }

    [Fact]
    public async Task A_store_that_failed_opens_again_with_what_it_had_acknowledged()
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"));
        await Store.AppendDecisionsAsync([Decision("d")]);
        await Assert.ThrowsAsync<StoreFailedException>(() => ((LiteDbPolicyStore)Store).Gate.RunAsync<int>(() => throw new IOException("no space left"), CancellationToken.None));
        Assert.Contains("no space left", await Store.Failure, StringComparison.Ordinal);

        await ReopenAsync();

        Assert.Single(await Store.JournalAsync());
        Assert.NotNull(await Store.FindDecisionAsync("d", CancellationToken.None));
        Assert.False(Store.Failure.IsCompleted);
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

    /// <summary>Changes every row of a collection directly, without the store.</summary>
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
