using PolicyApi.Storage;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <content>Notes in the journal, and the conditions of appends.</content>
public abstract partial class PolicyStoreConformance
{
    [SkippableFact]
    public async Task Notes_stand_in_the_journal_with_every_member_and_in_the_same_chain()
    {
        var note = new NewNoteEntry
        {
            At = new DateTimeOffset(2025, 3, 1, 20, 30, 15, 123, TimeSpan.FromHours(8)).AddTicks(4567),
            Actor = "key:李雷",
            Origin = "::ffff:192.0.2.1",
            Reason = "left the company",
            Details = """{"n":1.5,"roles":["auditor"],"text":"a\"b 🙂"}""",
            Action = "key-revoked",
            Target = "keys/0123 大客户",
            HashBefore = new string('a', 64),
            HashAfter = new string('b', 64),
        };

        await Store.AppendedAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}") with { Origin = "192.0.2.2", Details = """{"a":1}""" }, note, Note()));
        await ReopenAsync();
        var entries = await Store.JournalAsync();

        var read = Assert.IsType<NoteEntry>(entries[1]);
        Assert.Equal(new DateTimeOffset(2025, 3, 1, 12, 30, 15, 123, TimeSpan.Zero), read.At);
        Assert.Equal((note.Actor, note.Origin, note.Reason, note.Details), (read.Actor, read.Origin, read.Reason, read.Details));
        Assert.Equal((note.Action, note.Target, note.HashBefore, note.HashAfter), (read.Action, read.Target, read.HashBefore, read.HashAfter));
        var plain = Assert.IsType<NoteEntry>(entries[2]);
        Assert.Equal((null, null, null, null, null, null), (plain.Origin, plain.Reason, plain.Details, plain.Target, plain.HashBefore, plain.HashAfter));
        Assert.Equal(("192.0.2.2", """{"a":1}"""), (entries[0].Origin, entries[0].Details));
        Assert.Equal([1L, 2L, 3L], entries.Select(e => e.Sequence));
        Assert.Equal([JournalChain.Start, entries[0].Hash, entries[1].Hash], entries.Select(e => e.PreviousHash));
        Assert.All(entries, e => Assert.Equal(JournalChain.Hash(e), e.Hash));
    }

    [SkippableFact]
    public async Task Notes_do_not_touch_the_revisions_of_documents()
    {
        await Store.AppendedAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}"), Note(target: "policies/a"), Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1))));

        Assert.Equal([1, 2], (await Store.JournalAsync()).OfType<DocumentEntry>().Select(e => e.Revision));
    }

    [SkippableFact]
    public async Task The_head_says_where_the_journal_and_its_last_document_stand()
    {
        Assert.Equal(new JournalHead(0, JournalChain.Start, 0), await Store.ReadHeadAsync(CancellationToken.None));
        await Store.AppendedAsync(StoreChange.Of(Note()));
        Assert.Equal(0, (await Store.ReadHeadAsync(CancellationToken.None)).DocumentSequence);

        var entries = await Store.AppendedAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}"), Drafted(Policy("b"), 0, "{}"), Note(), Note()));

        Assert.Equal(new JournalHead(5, entries[^1].Hash, 3), await Store.ReadHeadAsync(CancellationToken.None));
    }

    [SkippableFact]
    public async Task Entries_about_documents_are_read_in_order_page_by_page_without_the_notes_between_them()
    {
        await Store.AppendedAsync(StoreChange.Of(Note(), Drafted(Policy("b"), 0, "{}"), Note(), Note(), Drafted(Policy("a"), 0, "[]")));
        await Store.AppendedAsync(StoreChange.Of(Note(), Published(Policy("b"), 1, 1, new DateOnly(2025, 4, 1)), Note()));
        await ReopenAsync();

        var all = await Store.ReadDocumentEntriesAsync(0, 100, CancellationToken.None);

        Assert.Equal([2L, 5L, 7L], all.Select(e => e.Sequence));
        Assert.Equal((await Store.JournalAsync()).OfType<DocumentEntry>(), all);
        Assert.Equal([2L, 5L], await SequencesAsync(0, 2));
        Assert.Equal([5L, 7L], await SequencesAsync(2, 2));
        Assert.Equal([5L], await SequencesAsync(3, 1));
        Assert.Equal([7L], await SequencesAsync(6, 2));
        Assert.Empty(await SequencesAsync(7, 2));
        Assert.Empty(await SequencesAsync(1_000, 2));

        async Task<IEnumerable<long>> SequencesAsync(long after, int most) =>
            (await Store.ReadDocumentEntriesAsync(after, most, CancellationToken.None)).Select(e => e.Sequence);
    }

    [SkippableFact]
    public async Task A_document_written_meanwhile_stops_a_change_that_expects_none()
    {
        await Store.AppendedAsync(Drafted(Policy("a"), 0, "{}"), Drafted(Policy("b"), 0, "[]"));
        var publication = StoreChange.Of(Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1)));

        var result = await Store.AppendAsync(publication with { ExpectedSequence = 1, Records = [RecordWrite.Put(new("c", "x"), 0, "x"u8.ToArray())] }, CancellationToken.None);

        Assert.Equal(new AppendResult.JournalMoved(1, 2), result);
        Assert.Equal(2, (await Store.JournalAsync()).Count);
        Assert.Null(await Store.FindRecordAsync(new("c", "x"), CancellationToken.None));
        await Store.AppendedAsync(publication with { ExpectedSequence = 2 });
    }

    [SkippableFact]
    public async Task Notes_written_meanwhile_stop_nothing()
    {
        await Store.AppendedAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}"), Note(), Note()));

        await Store.AppendedAsync(StoreChange.Of(Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1))) with { ExpectedSequence = 1 });
    }

    [SkippableFact]
    public async Task Of_many_who_have_seen_the_same_journal_one_changes_a_document()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
            Store.AppendAsync(StoreChange.Of(Drafted(Policy($"p{i}"), 0, $"[{i}]")) with { ExpectedSequence = 0 }, CancellationToken.None))));

        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.Equal(15, results.OfType<AppendResult.JournalMoved>().Count());
    }

    [SkippableFact]
    public async Task An_empty_change_is_refused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendAsync(new StoreChange(), CancellationToken.None));
}
