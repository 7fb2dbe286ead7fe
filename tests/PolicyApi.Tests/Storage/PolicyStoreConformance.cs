using System.Diagnostics;
using System.Text;
using PolicyApi.Storage;
using PolicyApi.Tests.Access;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>The tests that every store must pass, with one derived class per store.</summary>
public abstract partial class PolicyStoreConformance : IAsyncLifetime
{
    private const string Awkward =
        "{\"n\":123456789012345678901234567890.10,\"e\":1E2,\"z\":-0.0,\"a\":1,\"a\":2,\"s\":\"  大客户经理 🙂 é é \\u0000 \"}";

    protected IPolicyStore Store { get; private set; } = null!;

    /// <summary>The clock with which the store is opened.</summary>
    private protected Clock Clock { get; } = new();

    public async Task InitializeAsync() => Store = await OpenAsync();

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await RemoveAsync();
    }

    [SkippableFact]
    public async Task An_empty_store_has_nothing_and_is_ready()
    {
        Assert.Empty(await Store.JournalAsync());
        Assert.Null(await Store.ReadContentAsync(Sha256([1]), CancellationToken.None));
        Assert.Null(await Store.FindDecisionAsync("none", CancellationToken.None));
        Assert.Empty(await ListAsync(new DecisionFilter(DecisionType.Decision)));
        Assert.Equal(new StoreProbe(true, null), await Store.ProbeAsync(CancellationToken.None));
    }

    [SkippableFact]
    public async Task Acknowledged_writes_are_there_after_a_restart()
    {
        var written = await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"), Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1)));
        var decision = Decision("d-1");
        await Store.AppendDecisionsAsync([decision]);

        await ReopenAsync();

        Assert.Equal(written, await Store.JournalAsync());
        Assert.Equal("{}"u8.ToArray(), (await Store.ReadContentAsync(written[0].ContentSha256!, CancellationToken.None))!.Value.ToArray());
        AssertSame(decision, await Store.FindDecisionAsync("d-1", CancellationToken.None));
        var next = Assert.Single(await Store.AppendedAsync(Drafted(Policy("a"), 2, "[]", 2)));
        Assert.Equal((3L, 3, written[1].Hash), (next.Sequence, next.Revision, next.PreviousHash));
    }

    [SkippableFact]
    public async Task Entries_keep_every_member()
    {
        var at = new DateTimeOffset(2025, 3, 1, 20, 30, 15, 123, TimeSpan.FromHours(8)).AddTicks(4567);
        var asked = Drafted(Policy("a"), 0, "{}") with { At = at, Actor = "李 \"雷\"\n\u0001🙂", Reason = string.Empty };

        await Store.AppendedAsync(asked, Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1)));
        var entries = await Store.DocumentEntriesAsync();

        Assert.Equal(new DateTimeOffset(2025, 3, 1, 12, 30, 15, 123, TimeSpan.Zero), entries[0].At);
        Assert.Equal(TimeSpan.Zero, entries[0].At.Offset);
        Assert.Equal(asked.Actor, entries[0].Actor);
        Assert.Equal(string.Empty, entries[0].Reason);
        Assert.Equal((asked.Key, JournalAction.Drafted, 1), (entries[0].Key, entries[0].Action, entries[0].Version));
        Assert.Equal((asked.ContentSha256, asked.Kind, asked.Title), (entries[0].ContentSha256, entries[0].Kind, entries[0].Title));
        Assert.Null(entries[0].EffectiveFrom);
        Assert.Equal((JournalAction.Published, new DateOnly(2025, 4, 1), "as agreed"), (entries[1].Action, entries[1].EffectiveFrom, entries[1].Reason));
        Assert.Equal((null, null, null), (entries[1].ContentSha256, entries[1].Kind, entries[1].Title));
    }

    [SkippableFact]
    public async Task Entries_say_of_which_content_they_are_and_what_stands_behind_a_publication()
    {
        var draft = Drafted(Policy("a"), 0, "{}");
        NewDocumentEntry Step(int revision, JournalAction action) =>
            new() { At = draft.At, Actor = "bob", Key = draft.Key, ExpectedRevision = revision, Action = action, Version = 1, ContentSha256 = draft.ContentSha256, Reason = "why" };
        var published = Step(4, JournalAction.Published) with { EffectiveFrom = new DateOnly(2025, 4, 1), Basis = PublicationBasis.FourEyes };
        var withdrawn = Step(5, JournalAction.Withdrawn) with { EffectiveFrom = new DateOnly(2025, 5, 1) };

        await Store.AppendedAsync(draft, Step(1, JournalAction.Submitted), Step(2, JournalAction.Rejected), Step(3, JournalAction.Approved), published, withdrawn);

        var entries = (await Store.DocumentEntriesAsync()).Skip(1).ToList();
        Assert.Equal(
            [JournalAction.Submitted, JournalAction.Rejected, JournalAction.Approved, JournalAction.Published, JournalAction.Withdrawn],
            entries.Select(e => e.Action));
        Assert.All(entries, e => Assert.Equal((draft.ContentSha256, "why"), (e.ContentSha256, e.Reason)));
        Assert.Equal([null, null, null, PublicationBasis.FourEyes, null], entries.Select(e => e.Basis));
        Assert.Equal([null, null, null, new DateOnly(2025, 4, 1), new DateOnly(2025, 5, 1)], entries.Select(e => e.EffectiveFrom));
    }

    [SkippableFact]
    public async Task A_stale_revision_is_a_conflict_that_names_the_actual_one_and_writes_nothing()
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"));
        var fresh = Drafted(Policy("b"), 0, "[1]");

        var result = await Store.AppendAsync(StoreChange.Of(fresh, Drafted(Policy("a"), 0, "[2]", 2)), CancellationToken.None);

        Assert.Equal(new AppendResult.Conflict(Policy("a"), 0, 1), result);
        Assert.Single(await Store.JournalAsync());
        Assert.Null(await Store.ReadContentAsync(fresh.ContentSha256!, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Of_many_who_expect_the_same_revision_one_wins()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Task.Run(() => Store.AppendAsync(StoreChange.Of(Drafted(Policy("a"), 0, $"[{i}]")), CancellationToken.None))));

        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.All(results.OfType<AppendResult.Conflict>(), c => Assert.Equal(1, c.ActualRevision));
        Assert.Single(await Store.JournalAsync());
    }

    [SkippableFact]
    public async Task Revisions_count_per_document_whatever_ids_start_alike()
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "1"), Drafted(Policy("a-b"), 0, "2"), Drafted(Policy("a"), 1, "3", 2), Drafted(Policy("ab"), 0, "4"));
        await Store.AppendedAsync(Drafted(Policy("a"), 2, "5", 3), Drafted(new DocumentKey(PolicyEngine.Documents.CatalogSection.Schemes, "a"), 0, "6"));

        var entries = await Store.DocumentEntriesAsync();

        Assert.Equal([1, 1, 2, 1, 3, 1], entries.Select(e => e.Revision));
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], entries.Select(e => e.Sequence));
    }

    [SkippableFact]
    public async Task A_failing_entry_undoes_the_whole_append()
    {
        var lacksContent = Drafted(Policy("b"), 0, "[never stored]") with { Content = null };

        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}"), lacksContent), CancellationToken.None));

        Assert.Empty(await Store.JournalAsync());
        Assert.Null(await Store.ReadContentAsync(Sha256("{}"u8.ToArray()), CancellationToken.None));
        Assert.Equal(1, Assert.Single(await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"))).Sequence);
    }

    [SkippableFact]
    public async Task Content_that_is_there_need_not_be_sent_again()
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"));

        var second = await Store.AppendedAsync(Drafted(Policy("a"), 1, "{}", 2) with { Content = null });

        Assert.Equal(Sha256("{}"u8.ToArray()), second[0].ContentSha256);
    }

    [SkippableFact]
    public async Task The_journal_is_read_in_pages()
    {
        for (var i = 0; i < 7; i++)
            await Store.AppendedAsync(Drafted(Policy($"p{i}"), 0, $"[{i}]"));

        Assert.Equal([1L, 2L, 3L], (await Store.ReadJournalAsync(0, 3, CancellationToken.None)).Select(e => e.Sequence));
        Assert.Equal([4L, 5L, 6L], (await Store.ReadJournalAsync(3, 3, CancellationToken.None)).Select(e => e.Sequence));
        Assert.Equal([7L], (await Store.ReadJournalAsync(6, 3, CancellationToken.None)).Select(e => e.Sequence));
        Assert.Empty(await Store.ReadJournalAsync(7, 3, CancellationToken.None));
    }

    [SkippableFact]
    public async Task The_hash_chain_recomputes()
    {
        for (var i = 0; i < 5; i++)
            await Store.AppendedAsync(Drafted(Policy($"p{i}"), 0, $"[{i}]"), Published(Policy($"p{i}"), 1, 1, new DateOnly(2025, 1, 1 + i)));

        var previous = JournalChain.Start;
        foreach (var entry in await Store.JournalAsync())
        {
            Assert.Equal(previous, entry.PreviousHash);
            Assert.Equal(JournalChain.Hash(entry), entry.Hash);
            previous = entry.Hash;
        }
    }

    [SkippableFact]
    public async Task Bytes_come_back_as_they_went_in()
    {
        var entry = Drafted(Policy("a"), 0, Awkward);
        await Store.AppendedAsync(entry);
        var decision = Decision("d", body: Awkward, subject: "  M-１００１ 🙂 ");
        await Store.AppendDecisionsAsync([decision]);

        await ReopenAsync();

        Assert.Equal(Encoding.UTF8.GetBytes(Awkward), (await Store.ReadContentAsync(entry.ContentSha256!, CancellationToken.None))!.Value.ToArray());
        AssertSame(decision, await Store.FindDecisionAsync("d", CancellationToken.None));
        AssertSame(decision, Assert.Single(await ListAsync(new DecisionFilter(DecisionType.Decision, Subject: "  M-１００１ 🙂 "))));
    }

    [SkippableFact]
    public async Task The_largest_content_fits_and_a_larger_one_is_refused()
    {
        var largest = new string('7', StoreLimits.MaxContentBytes);
        var entry = Drafted(Policy("a"), 0, largest);
        await Store.AppendedAsync(entry);
        await Store.AppendDecisionsAsync([Decision("d", body: largest)]);

        Assert.Equal(StoreLimits.MaxContentBytes, (await Store.ReadContentAsync(entry.ContentSha256!, CancellationToken.None))!.Value.Length);
        Assert.Equal(StoreLimits.MaxContentBytes, (await Store.FindDecisionAsync("d", CancellationToken.None))!.Body.Length);
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync(StoreChange.Of(Drafted(Policy("b"), 0, largest + "7")), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendDecisionsAsync([Decision("e", body: largest + "7")]));
    }

    public static TheoryData<string, string> UnfitEntries => new()
    {
        { "upper-case id", "is not a document id" },
        { "no actor", "names no actor" },
        { "version 0", "versions start at 1" },
        { "wrong hash", "does not have the hash" },
        { "no title", "hash, kind and title" },
        { "publication without a date", "in force" },
        { "half a character", "Unicode" },
        { "too long an actor", "at most 256" },
        { "too long an origin", "at most 128" },
        { "too long a reason", "at most 4000" },
        { "content of an approval", "brings content" },
        { "details that are no object", "canonical form" },
        { "details with a blank", "canonical form" },
        { "details out of order", "canonical form" },
        { "too many details", "at most 4096" },
        { "a note of two words", "is not a word" },
        { "a note with too long a target", "at most 512" },
        { "a note with half a hash", "64 lower-case hex digits" },
    };

    [SkippableTheory]
    [MemberData(nameof(UnfitEntries))]
    public async Task An_unfit_entry_is_refused_with_the_reason(string fault, string message)
    {
        var fit = Drafted(Policy("a"), 0, "{}");
        NewEntry entry = fault switch
        {
            "upper-case id" => fit with { Key = Policy("A") },
            "no actor" => fit with { Actor = string.Empty },
            "version 0" => fit with { Version = 0 },
            "wrong hash" => fit with { Content = "[]"u8.ToArray() },
            "no title" => fit with { Title = null },
            "publication without a date" => Published(Policy("a"), 0, 1, default) with { EffectiveFrom = null },
            "half a character" => fit with { Reason = "\ud83d" },
            "too long an actor" => fit with { Actor = new string('a', 257) },
            "too long an origin" => fit with { Origin = new string('a', 129) },
            "too long a reason" => fit with { Reason = new string('a', 4_001) },
            "content of an approval" => fit with { Action = JournalAction.Approved, Kind = null, Title = null },
            "details that are no object" => fit with { Details = "[]" },
            "details with a blank" => fit with { Details = "{ }" },
            "details out of order" => fit with { Details = """{"b":1,"a":2}""" },
            "too many details" => fit with { Details = $$"""{"a":"{{new string('a', 4_089)}}"}""" },
            "a note of two words" => Note("key created"),
            "a note with too long a target" => Note(target: new string('a', 513)),
            "a note with half a hash" => Note() with { HashAfter = "0123" },
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };

        var refusal = await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.AppendAsync(StoreChange.Of(entry), CancellationToken.None));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(await Store.JournalAsync());
    }

    [SkippableFact]
    public async Task Concurrent_readers_and_writers_get_the_right_id_and_content()
    {
        var watch = Stopwatch.StartNew();
        var known = new System.Collections.Concurrent.ConcurrentQueue<int>([0]);
        await WriteAsync(0);
        var next = 0;
        var reads = 0;

        await Task.WhenAll([.. Enumerable.Range(0, 4).Select(_ => Task.Run(Writer)), .. Enumerable.Range(0, 4).Select(i => Task.Run(() => Reader(i)))]);

        Assert.True(reads > 100, $"only {reads} reads");
        var count = next + 1;
        Assert.Equal(count, (await Store.JournalAsync()).Count);
        Assert.Equal(count, (await PagesAsync(new DecisionFilter(DecisionType.Decision), 200)).Count);

        async Task WriteAsync(int n)
        {
            await Task.WhenAll(
                Store.AppendedAsync(Drafted(Policy($"p{n}"), 0, $"[\"content {n}\"]")),
                Store.AppendDecisionsAsync([Decision($"d{n}", body: $"[\"decision {n}\"]")]));
            known.Enqueue(n);
        }

        async Task Writer()
        {
            while (!IsEnough())
                await WriteAsync(Interlocked.Increment(ref next));
        }

        async Task Reader(int seed)
        {
            for (var i = seed; !IsEnough(); i++)
            {
                var n = known.ElementAt(i % known.Count);
                var content = Encoding.UTF8.GetBytes($"[\"content {n}\"]");
                var decision = await Store.FindDecisionAsync($"d{n}", CancellationToken.None);
                Assert.Equal(($"d{n}", $"[\"decision {n}\"]"), (decision!.Id, Encoding.UTF8.GetString(decision.Body.Span)));
                Assert.Equal(content, (await Store.ReadContentAsync(Sha256(content), CancellationToken.None))!.Value.ToArray());
                Interlocked.Increment(ref reads);
            }
        }

        // For a while, and on a slow machine for as long as it takes to show anything.
        bool IsEnough() => watch.Elapsed > (Volatile.Read(ref reads) > 100 && Volatile.Read(ref next) > 20 ? TimeSpan.FromSeconds(3) : Patience.Most);
    }

    /// <summary>Opens the store of this test, with its earlier content.</summary>
    protected abstract Task<IPolicyStore> OpenAsync();

    /// <summary>Removes everything that the store has written.</summary>
    protected abstract Task RemoveAsync();

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await OpenAsync();
    }

    private protected static void AssertSame(DecisionRecord expected, DecisionRecord? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected with { Body = default }, actual with { Body = default });
        Assert.Equal(expected.Body.ToArray(), actual.Body.ToArray());
    }
}
