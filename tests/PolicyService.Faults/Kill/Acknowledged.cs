using System.Collections.Concurrent;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;

namespace PolicyService.Faults.Kill;

/// <summary>Everything that a service has acknowledged over its lives.</summary>
internal sealed class Acknowledged
{
    private readonly Dictionary<DateOnly, long> _sealsRead = [];
    private readonly Dictionary<string, string> _all = new(StringComparer.Ordinal);
    private long _journalRead;
    private long _decisionsStored;

    /// <summary>Decisions of the present life: id and hash.</summary>
    public ConcurrentQueue<(string Id, string Sha256)> Decisions { get; } = [];

    /// <summary>Policies saved in the present life.</summary>
    public ConcurrentQueue<string> Drafts { get; } = [];

    /// <summary>Policies published in the present life.</summary>
    public ConcurrentQueue<string> Publications { get; } = [];

    /// <summary>Ids of keys made in the present life.</summary>
    public ConcurrentQueue<string> Keys { get; } = [];

    /// <summary>How many decisions of all lives are known to be there.</summary>
    public int Count => _all.Count;

    /// <summary>How many publications and keys of all lives.</summary>
    public int Changes { get; private set; }

    /// <summary>Compares the store with what was acknowledged in the life that has just ended.</summary>
    /// <param name="folder">The data folder, which no process has open.</param>
    /// <param name="underWay">How many requests of a kind can have been under way when it ended.</param>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(string folder, int underWay)
    {
        var problems = new List<string>();
        await using var store = Open(folder);
        await CompareJournalAsync(store, problems);
        foreach (var key in Keys)
        {
            if (await store.FindRecordAsync(new RecordKey("keys", key), CancellationToken.None) is null)
                problems.Add($"the key `{key}` is lost");
        }

        await CompareDecisionsAsync(store, Decisions, problems);
        var stored = await CountNewDecisionsAsync(store);
        if (stored < Decisions.Count || stored > Decisions.Count + underWay)
            problems.Add($"{stored} decisions are there of a life that acknowledged {Decisions.Count} with at most {underWay} under way");
        foreach (var (id, sha256) in Decisions)
            _all[id] = sha256;
        Changes += Publications.Count + Keys.Count;
        Decisions.Clear();
        Drafts.Clear();
        Publications.Clear();
        Keys.Clear();
        return problems;
    }

    /// <summary>Compares the store with the decisions of all lives, and counts them.</summary>
    public async Task<IReadOnlyList<string>> CompareAllAsync(string folder)
    {
        var problems = new List<string>();
        await using var store = Open(folder);
        await CompareDecisionsAsync(store, _all.Select(d => (d.Key, d.Value)), problems);
        return problems;
    }

    private static LiteDbPolicyStore Open(string folder) => LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder }, TimeProvider.System);

    private async Task CompareJournalAsync(LiteDbPolicyStore store, List<string> problems)
    {
        var entries = await store.ReadJournalAsync(_journalRead, StoreLimits.MaxJournalRead, CancellationToken.None);
        _journalRead += entries.Count;
        var found = entries.OfType<DocumentEntry>().Select(e => (e.DocumentId, e.Action)).ToHashSet();
        problems.AddRange(Drafts.Where(d => !found.Contains((d, JournalAction.Drafted))).Select(d => $"the draft of `{d}` is lost"));
        var noted = entries.OfType<NoteEntry>().Select(e => e.Target).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(Keys.Where(k => !noted.Contains("keys/" + k)).Select(k => $"the note that the key `{k}` was made is lost"));
        problems.AddRange(Publications.Where(d => !found.Contains((d, JournalAction.Published))).Select(d => $"the publication of `{d}` is lost"));
    }

    private static async Task CompareDecisionsAsync(LiteDbPolicyStore store, IEnumerable<(string Id, string Sha256)> decisions, List<string> problems)
    {
        foreach (var (id, sha256) in decisions)
        {
            var found = await store.FindDecisionAsync(id, CancellationToken.None);
            if (!string.Equals(found?.Sha256, sha256, StringComparison.Ordinal))
                problems.Add($"the decision `{id}` is {(found is null ? "lost" : "another")}");
        }
    }

    private async Task<long> CountNewDecisionsAsync(LiteDbPolicyStore store)
    {
        var before = _decisionsStored;
        foreach (var month in await store.ListSealMonthsAsync(CancellationToken.None))
        {
            while (await store.ReadSealsAsync(month, _sealsRead.GetValueOrDefault(month), StoreLimits.MaxJournalRead, CancellationToken.None) is { Count: > 0 } seals)
            {
                _sealsRead[month] = seals[^1].Sequence;
                _decisionsStored += seals.Sum(s => (long)s.Count);
            }
        }

        return _decisionsStored - before;
    }
}
