using System.Collections.Concurrent;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using static PolicyService.Faults.Kill.Ledger;

namespace PolicyService.Faults.Kill;

/// <summary>Everything that a service has acknowledged in its present life.</summary>
internal sealed class Acknowledged
{
    private readonly Dictionary<DateOnly, long> _sealsRead = [];
    private long _journalRead;

    /// <summary>Decisions: id and hash.</summary>
    public ConcurrentQueue<(string Id, string Sha256)> Decisions { get; } = [];

    /// <summary>Policies saved.</summary>
    public ConcurrentQueue<string> Drafts { get; } = [];

    /// <summary>Policies published.</summary>
    public ConcurrentQueue<string> Publications { get; } = [];

    /// <summary>Ids of keys made.</summary>
    public ConcurrentQueue<string> Keys { get; } = [];

    /// <summary>All of it.</summary>
    public IReadOnlyList<Entry> Entries =>
    [
        .. Decisions.Select(d => new Entry(Kind.Decision, d.Id, d.Sha256)),
        .. Drafts.Select(d => new Entry(Kind.Draft, d)),
        .. Publications.Select(d => new Entry(Kind.Publication, d)),
        .. Keys.Select(k => new Entry(Kind.Key, k)),
    ];

    /// <summary>What is in the store by now is of earlier lives.</summary>
    /// <param name="folder">The data folder, which no process has open.</param>
    public async Task PassOverAsync(string folder)
    {
        Forget();
        await using var store = Open(folder);
        await ReadJournalAsync(store);
        await CountNewDecisionsAsync(store);
    }

    /// <summary>Compares the store with what was acknowledged in the life that has just ended, and begins another.</summary>
    /// <param name="folder">The data folder, which no process has open.</param>
    /// <param name="unanswered">How many decisions were asked for and not acknowledged: any of them may be there.</param>
    /// <param name="unansweredChanges">The same of drafts, publications and keys.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(string folder, int unanswered, int unansweredChanges)
    {
        await using var store = Open(folder);
        var journal = await ReadJournalAsync(store);
        var problems = await MissingAsync(store, Entries, journal);
        CheckCount("decisions", await CountNewDecisionsAsync(store), Decisions.Count, unanswered);
        CheckCount("audit entries of changes", journal.Count(IsOfChange), Drafts.Count + Publications.Count + Keys.Count, unansweredChanges);
        Forget();
        return problems;

        void CheckCount(string what, long stored, int acknowledged, int more)
        {
            if (stored < acknowledged || stored > acknowledged + more)
                problems.Add($"{stored} {what} are there of a life that acknowledged {acknowledged} and left {more} unanswered");
        }
    }

    /// <summary>Looks for what was acknowledged over all lives.</summary>
    /// <param name="folder">The data folder, which no process has open.</param>
    /// <param name="entries">What was acknowledged.</param>
    /// <returns>What is lost or another.</returns>
    public static async Task<IReadOnlyList<string>> CompareAllAsync(string folder, IReadOnlyList<Entry> entries)
    {
        await using var store = Open(folder);
        return await MissingAsync(store, entries, await new Acknowledged().ReadJournalAsync(store));
    }

    private static LiteDbPolicyStore Open(string folder) => LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder }, TimeProvider.System);

    private void Forget()
    {
        Decisions.Clear();
        Drafts.Clear();
        Publications.Clear();
        Keys.Clear();
    }

    private static bool IsOfChange(JournalEntry entry) => entry is DocumentEntry or NoteEntry { Action: "key-created" };

    private static async Task<List<string>> MissingAsync(LiteDbPolicyStore store, IEnumerable<Entry> entries, List<JournalEntry> journal)
    {
        var documents = journal.OfType<DocumentEntry>().Select(e => (e.DocumentId, e.Action)).ToHashSet();
        var noted = journal.OfType<NoteEntry>().Select(e => e.Target).ToHashSet(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach (var entry in entries)
        {
            if (await ProblemAsync(entry) is { } problem)
                problems.Add(problem);
        }

        return problems;

        async Task<string?> ProblemAsync(Entry entry) => entry.Kind switch
        {
            Kind.Draft => documents.Contains((entry.Id, JournalAction.Drafted)) ? null : $"the draft of `{entry.Id}` is lost",
            Kind.Publication => documents.Contains((entry.Id, JournalAction.Published)) ? null : $"the publication of `{entry.Id}` is lost",
            Kind.Key when !noted.Contains("keys/" + entry.Id) => $"the note that the key `{entry.Id}` was made is lost",
            Kind.Key => await store.FindRecordAsync(new RecordKey("keys", entry.Id), CancellationToken.None) is null ? $"the key `{entry.Id}` is lost" : null,
            _ => await store.FindDecisionAsync(entry.Id, CancellationToken.None) switch
            {
                null => $"the decision `{entry.Id}` is lost",
                var found => string.Equals(found.Sha256, entry.Sha256, StringComparison.Ordinal) ? null : $"the decision `{entry.Id}` is another",
            },
        };
    }

    private async Task<List<JournalEntry>> ReadJournalAsync(LiteDbPolicyStore store)
    {
        var all = new List<JournalEntry>();
        while (await store.ReadJournalAsync(_journalRead, StoreLimits.MaxJournalRead, CancellationToken.None) is { Count: > 0 } entries)
        {
            _journalRead += entries.Count;
            all.AddRange(entries);
        }

        return all;
    }

    private async Task<long> CountNewDecisionsAsync(LiteDbPolicyStore store)
    {
        var stored = 0L;
        foreach (var month in await store.ListSealMonthsAsync(CancellationToken.None))
        {
            while (await store.ReadSealsAsync(month, _sealsRead.GetValueOrDefault(month), StoreLimits.MaxJournalRead, CancellationToken.None) is { Count: > 0 } seals)
            {
                _sealsRead[month] = seals[^1].Sequence;
                stored += seals.Sum(s => (long)s.Count);
            }
        }

        return stored;
    }
}
