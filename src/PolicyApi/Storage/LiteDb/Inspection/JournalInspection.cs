using LiteDB;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Checks that every entry has its hash, follows the previous one, is found by its keys, and has its content.</summary>
internal sealed class JournalInspection(LiteDbFile file, HashSet<string> contents, List<string> problems)
{
    private readonly Dictionary<DocumentKey, int> _revisions = [];
    private long _last;
    private string? _hash = JournalChain.Start;

    /// <summary>The number of entries.</summary>
    public long Count { get; private set; }

    /// <summary>Where each month's seals ended according to the latest note.</summary>
    public Dictionary<DateOnly, NotedSeal> Seals { get; } = [];

    public void Run()
    {
        foreach (var row in Rows.ById(file.Collection(JournalTable.Name), problems))
        {
            Count++;
            var sequence = row["_id"].AsInt64;
            if (sequence != _last + 1)
                problems.Add(sequence == _last + 2 ? $"the journal entry {_last + 1} is missing" : $"the journal entries {_last + 1} to {sequence - 1} are missing");
            var entry = Rows.Look(() => JournalTable.Verified(row), $"the journal entry {sequence}", problems);
            if (entry is not null)
                Look(entry, row, sequence == _last + 1);
            _last = sequence;
            // After an untrustworthy entry, the link of the next proves nothing.
            _hash = entry?.Hash;
        }
    }

    private void Look(JournalEntry entry, BsonDocument row, bool follows)
    {
        if (follows && _hash is not null && !string.Equals(entry.PreviousHash, _hash, StringComparison.Ordinal))
            problems.Add($"the journal entry {entry.Sequence} does not follow the entry before it");
        foreach (var (name, value) in JournalTable.Keys(entry).Where(k => row[k.Key] != k.Value))
            problems.Add($"the journal entry {entry.Sequence} is filed under `{row[name]}` by `{name}`, not under `{value}`");
        if (entry is DocumentEntry document)
            Look(document);
        else if (Rows.Look(() => SealNotes.Read(entry), $"the journal entry {entry.Sequence}", problems) is { } noted)
            Seals[noted.Month] = noted;
    }

    private void Look(DocumentEntry entry)
    {
        var expected = _revisions.GetValueOrDefault(entry.Key) + 1;
        if (entry.Revision != expected)
            problems.Add($"the journal entry {entry.Sequence} has revision {entry.Revision} of `{entry.Key}`, not {expected}");
        _revisions[entry.Key] = entry.Revision;
        if (entry is { ContentSha256: { } sha256, Action: JournalAction.Drafted or JournalAction.Edited } && !contents.Contains(sha256))
            problems.Add($"the content `{sha256}` is missing, which the journal entry {entry.Sequence} of `{entry.Key}` brought");
    }
}
