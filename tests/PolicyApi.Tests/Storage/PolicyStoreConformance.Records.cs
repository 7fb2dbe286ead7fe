using System.Text;
using PolicyApi.Storage;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <content>Keyed records.</content>
public abstract partial class PolicyStoreConformance
{
    private static readonly RecordKey Thing = new("things", "a");

    [SkippableFact]
    public async Task A_record_is_made_replaced_and_deleted_version_by_version()
    {
        await Store.PutAsync(RecordWrite.Put(Thing, 0, "one"u8.ToArray()));
        var first = await FindAsync(Thing);
        await Store.PutAsync(RecordWrite.Put(Thing, 1, "two"u8.ToArray()));
        await ReopenAsync();
        var second = await FindAsync(Thing);
        await Store.PutAsync(RecordWrite.Delete(Thing, 2));

        Assert.Equal((Thing, 1L, "one", Sha256("one"u8.ToArray()), null), (first!.Key, first.Version, Text(first), first.Sha256, first.ExpiresAt));
        Assert.Equal((2L, "two"), (second!.Version, Text(second)));
        Assert.Null(await FindAsync(Thing));
        await Store.PutAsync(RecordWrite.Put(Thing, 0, ReadOnlyMemory<byte>.Empty));
        Assert.Equal((1L, ""), ((await FindAsync(Thing))!.Version, Text((await FindAsync(Thing))!)));
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_write_against_another_version_is_a_conflict_and_nothing_is_written(long expected)
    {
        await Store.PutAsync(RecordWrite.Put(Thing, 0, "one"u8.ToArray()));
        await Store.PutAsync(RecordWrite.Put(Thing, 1, "two"u8.ToArray()));
        var other = new RecordKey("things", "b");
        var change = new StoreChange
        {
            Entries = [Note(), Drafted(Policy("a"), 0, "{}")],
            Records = [RecordWrite.Put(other, 0, "x"u8.ToArray()), RecordWrite.Put(Thing, expected, "three"u8.ToArray())],
        };

        var result = await Store.AppendAsync(change, CancellationToken.None);

        Assert.Equal(new AppendResult.RecordConflict(Thing, expected, 2), result);
        Assert.Equal("two", Text((await FindAsync(Thing))!));
        Assert.Null(await FindAsync(other));
        Assert.Empty(await Store.JournalAsync());
    }

    [SkippableFact]
    public async Task A_delete_against_another_version_is_a_conflict()
    {
        Assert.Equal(
            new AppendResult.RecordConflict(Thing, 1, 0),
            await Store.AppendAsync(new StoreChange { Records = [RecordWrite.Delete(Thing, 1)] }, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Records_and_entries_are_written_together()
    {
        await Store.AppendedAsync(StoreChange.Of(Note()) with { Records = [RecordWrite.Put(Thing, 0, "one"u8.ToArray())] });

        Assert.NotNull(await FindAsync(Thing));
        Assert.Single(await Store.JournalAsync());
    }

    [SkippableFact]
    public async Task An_entry_that_fails_leaves_no_record()
    {
        var lacksContent = Drafted(Policy("b"), 0, "[never stored]") with { Content = null };

        await Assert.ThrowsAsync<ArgumentException>(() =>
            Store.AppendAsync(StoreChange.Of(lacksContent) with { Records = [RecordWrite.Put(Thing, 0, "one"u8.ToArray())] }, CancellationToken.None));

        Assert.Null(await FindAsync(Thing));
    }

    [SkippableFact]
    public async Task Of_many_who_make_the_same_record_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            Store.AppendAsync(new StoreChange { Records = [RecordWrite.Put(Thing, 0, Encoding.UTF8.GetBytes($"{i}"))] }, CancellationToken.None))));

        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(15, results.OfType<AppendResult.RecordConflict>().Count());
    }

    [SkippableFact]
    public async Task A_collection_is_listed_by_id_page_by_page_without_its_neighbours()
    {
        string[] ids = ["!", "A", "Z", "a", "a/b", "a0", "aa", "b", "~", "~~"];
        foreach (var id in ids.Reverse())
            await Store.PutAsync(RecordWrite.Put(new("things", id), 0, Encoding.UTF8.GetBytes(id)), RecordWrite.Put(new("things-b", id), 0, "other"u8.ToArray()));
        await Store.PutAsync(RecordWrite.Put(new("thing", "s/a"), 0, "other"u8.ToArray()));

        foreach (var pageSize in new[] { 1, 3, 10, 1_000 })
        {
            var listed = await ListedAsync("things", pageSize);
            Assert.Equal(ids, listed.Select(r => r.Key.Id), StringComparer.Ordinal);
            Assert.Equal(ids, listed.Select(Text), StringComparer.Ordinal);
        }

        Assert.Empty(await ListedAsync("nothing", 10));
    }

    [SkippableFact]
    public async Task Ids_of_records_differ_by_case()
    {
        await Store.PutAsync(RecordWrite.Put(new("things", "x"), 0, "small"u8.ToArray()), RecordWrite.Put(new("things", "X"), 0, "large"u8.ToArray()));

        Assert.Equal(("small", "large"), (Text((await FindAsync(new("things", "x")))!), Text((await FindAsync(new("things", "X")))!)));
    }

    [SkippableFact]
    public async Task An_expired_record_is_as_if_it_were_not_there_and_is_swept()
    {
        var expiry = Clock.GetUtcNow().AddHours(1);
        await Store.PutAsync(
            RecordWrite.Put(Thing, 0, "mortal"u8.ToArray(), expiry),
            RecordWrite.Put(new("things", "b"), 0, "immortal"u8.ToArray()),
            RecordWrite.Put(new("things", "c"), 0, "mortal"u8.ToArray(), expiry.AddHours(1)));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(expiry.ToUnixTimeMilliseconds()), (await FindAsync(Thing))!.ExpiresAt);
        Assert.Equal(0, await Store.SweepRecordsAsync(CancellationToken.None));

        Clock.Ahead = TimeSpan.FromMinutes(61);

        Assert.Null(await FindAsync(Thing));
        Assert.Equal(["b", "c"], (await ListedAsync("things", 1)).Select(r => r.Key.Id));
        await Store.PutAsync(RecordWrite.Put(Thing, 0, "again"u8.ToArray(), expiry.AddHours(2)));
        Assert.Equal(1, (await FindAsync(Thing))!.Version);
        Assert.Equal(0, await Store.SweepRecordsAsync(CancellationToken.None));

        Clock.Ahead = TimeSpan.FromMinutes(121);

        Assert.Equal(1, await Store.SweepRecordsAsync(CancellationToken.None));
        Assert.Equal(0, await Store.SweepRecordsAsync(CancellationToken.None));
        Assert.Equal(["a", "b"], (await ListedAsync("things", 10)).Select(r => r.Key.Id));
    }

    [SkippableTheory]
    [InlineData("Things", "a", "collection")]
    [InlineData("", "a", "collection")]
    [InlineData("things", "", "record id")]
    [InlineData("things", "a b", "record id")]
    [InlineData("things", "é", "record id")]
    public async Task A_key_that_cannot_be_one_is_refused(string collection, string id, string message)
    {
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(RecordWrite.Put(new(collection, id), 0, "x"u8.ToArray())));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => FindAsync(new(collection, id)));
    }

    [SkippableFact]
    public async Task The_longest_key_and_the_largest_record_fit_and_larger_ones_are_refused()
    {
        var longest = new RecordKey(new string('c', 64), new string('i', 256));
        await Store.PutAsync(RecordWrite.Put(longest, 0, new byte[StoreLimits.MaxContentBytes]));

        Assert.Equal(StoreLimits.MaxContentBytes, (await FindAsync(longest))!.Bytes.Length);
        Assert.Single(await ListedAsync(longest.Collection, 10));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(RecordWrite.Put(longest with { Id = longest.Id + "i" }, 0, "x"u8.ToArray())));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(RecordWrite.Put(longest, 1, new byte[StoreLimits.MaxContentBytes + 1])));
    }

    [SkippableFact]
    public async Task A_record_written_twice_in_one_change_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(RecordWrite.Put(Thing, 0, "x"u8.ToArray()), RecordWrite.Delete(Thing, 1)));

    private Task<StoredRecord?> FindAsync(RecordKey key) => Store.FindRecordAsync(key, CancellationToken.None);

    private static string Text(StoredRecord record) => Encoding.UTF8.GetString(record.Bytes.Span);

    private async Task<List<StoredRecord>> ListedAsync(string collection, int pageSize)
    {
        var records = new List<StoredRecord>();
        while (true)
        {
            var page = await Store.ListRecordsAsync(collection, records.LastOrDefault()?.Key.Id, pageSize, CancellationToken.None);
            records.AddRange(page);
            if (page.Count < pageSize)
                return records;
        }
    }
}
