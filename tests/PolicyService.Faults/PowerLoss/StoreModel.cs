using System.Text;
using PolicyApi.Storage;
using PolicyApi.Storage.Work;

namespace PolicyService.Faults.PowerLoss;

/// <summary>
/// What a store must hold: all that it has acknowledged, and of the one step that was under way when it died, all or nothing.
/// </summary>
internal sealed class StoreModel
{
    private readonly Dictionary<string, DecisionRecord> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<RecordKey, (long Version, byte[] Bytes)> _records = [];
    private readonly List<string> _journal = [];
    private Step? _underWay;

    /// <summary>How many entries the journal has.</summary>
    public int JournalCount => _journal.Count;

    /// <summary>The bulk work that it must hold.</summary>
    public WorkModel Work { get; } = new();

    /// <summary>The decisions that can be erased.</summary>
    public IReadOnlyList<string> Erasable => [.. _decisions.Values.Where(d => d.ErasedAt is null).Select(d => d.Id)];

    /// <summary>The version that a record has; 0 for none.</summary>
    public long VersionOf(RecordKey key) => _records.TryGetValue(key, out var record) ? record.Version : 0;

    /// <summary>A step is about to be taken.</summary>
    public void Begin(Step step) => _underWay = step;

    /// <summary>The step was acknowledged.</summary>
    public void Acknowledge()
    {
        Apply(_underWay!);
        _underWay = null;
    }

    /// <summary>Compares a store with what it must hold, and takes over how the step under way has ended.</summary>
    /// <returns>What is wrong; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> CompareAsync(IPolicyStore store, IWorkStore work)
    {
        var problems = new List<string>();
        if (_underWay is { } step)
        {
            var parts = await PartsThereAsync(store, step);
            if (parts.Distinct().Count() > 1)
                problems.Add($"half of a step is there: {step}");
            else if (parts is [true, ..])
                Apply(step with { Work = null });

            // A chunk's decisions are written first: they may be there without its result, never the other way round.
            if (step.Work is { Job.Length: > 0 } taken && await Work.TakeOverAsync(work, taken) && parts is [false, ..])
                problems.Add($"a chunk is done without its decisions: {step}");
            _underWay = null;
        }

        await CompareJournalAsync(store, problems);
        await CompareRecordsAsync(store, problems);
        await Work.CompareAsync(work, problems);
        foreach (var expected in _decisions.Values)
        {
            var found = await store.FindDecisionAsync(expected.Id, CancellationToken.None);
            if (found is null || found with { Body = default } != expected with { Body = default } || !found.Body.Span.SequenceEqual(expected.Body.Span))
                problems.Add($"the decision `{expected.Id}` is {(found is null ? "lost" : "another")}");
        }

        return problems;
    }

    private async Task<List<bool>> PartsThereAsync(IPolicyStore store, Step step)
    {
        var parts = new List<bool>();
        foreach (var decision in step.Decisions)
            parts.Add(await store.FindDecisionAsync(decision.Id, CancellationToken.None) is not null);
        foreach (var id in step.Erased)
            parts.Add(await store.FindDecisionAsync(id, CancellationToken.None) is { ErasedAt: not null });
        if (step.Notes.Count > 0)
        {
            var journal = await store.ReadJournalAsync(_journal.Count, 1_000, CancellationToken.None);
            parts.AddRange(step.Notes.Select((note, i) => i < journal.Count && string.Equals((journal[i] as NoteEntry)?.Target, note, StringComparison.Ordinal)));
        }

        foreach (var (key, bytes) in step.Records)
        {
            var found = await store.FindRecordAsync(key, CancellationToken.None);
            parts.Add(bytes is null ? found is null : found is not null && found.Version == VersionOf(key) + 1 && found.Bytes.Span.SequenceEqual(bytes));
        }

        return parts;
    }

    private void Apply(Step step)
    {
        if (step.Work is { } work)
            Work.Apply(work);

        // Those of a chunk that is done again may be there, and be erased.
        foreach (var decision in step.Decisions)
            _decisions.TryAdd(decision.Id, decision);
        foreach (var id in step.Erased)
            _decisions[id] = _decisions[id] with { Body = default, Subject = null, ErasedAt = step.At };
        _journal.AddRange(step.Notes);
        foreach (var (key, bytes) in step.Records)
        {
            if (bytes is null)
                _records.Remove(key);
            else
                _records[key] = (VersionOf(key) + 1, bytes);
        }
    }

    private async Task CompareJournalAsync(IPolicyStore store, List<string> problems)
    {
        var journal = await store.ReadJournalAsync(0, StoreLimits.MaxJournalRead, CancellationToken.None);
        if (!journal.Select(e => ((NoteEntry)e).Target).SequenceEqual(_journal, StringComparer.Ordinal))
            problems.Add($"the journal has {journal.Count} entries and not the {_journal.Count} that were acknowledged");
    }

    private async Task CompareRecordsAsync(IPolicyStore store, List<string> problems)
    {
        foreach (var (key, expected) in _records)
        {
            var found = await store.FindRecordAsync(key, CancellationToken.None);
            if (found is null || found.Version != expected.Version || !found.Bytes.Span.SequenceEqual(expected.Bytes))
                problems.Add($"the record `{key}` is not at version {expected.Version} as acknowledged");
        }
    }
}

/// <summary>One thing that is done to a store: decisions of one month, an erasure within one month, a change, or a step of bulk work with the decisions in it.</summary>
internal sealed record Step
{
    public DateTimeOffset At { get; init; }

    public IReadOnlyList<DecisionRecord> Decisions { get; init; } = [];

    public IReadOnlyList<string> Erased { get; init; } = [];

    /// <summary>What is done to a job.</summary>
    public WorkStep? Work { get; init; }

    /// <summary>The targets of notes.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>New contents of records; <see langword="null"/> deletes.</summary>
    public IReadOnlyList<(RecordKey Key, byte[]? Bytes)> Records { get; init; } = [];

    public override string ToString() => new StringBuilder()
        .AppendJoin(' ', Decisions.Select(d => d.Id)).AppendJoin(' ', Erased).AppendJoin(' ', Notes).AppendJoin(' ', Records.Select(r => r.Key)).Append(Work).ToString();
}
