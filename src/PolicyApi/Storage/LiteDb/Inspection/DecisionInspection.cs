using LiteDB;

namespace PolicyApi.Storage.LiteDb.Inspection;

/// <summary>Every decision of a month is what was stored, is filed under its keys, and is under exactly one seal; every seal covers what it says.</summary>
/// <param name="file">The month's file.</param>
/// <param name="noted">Where the journal says that its seals ended; they may go on after it.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class DecisionInspection(DecisionFile file, NotedSeal? noted, List<string> problems)
{
    private readonly HashSet<string> _unsealed = new(StringComparer.Ordinal);
    private readonly ILiteCollection<BsonDocument> _rows = file.File.Collection(DecisionTable.Name);

    /// <summary>How many decisions there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many seals there are.</summary>
    public long Seals { get; private set; }

    public void Run()
    {
        foreach (var row in Rows.ById(_rows, problems))
            LookAtDecision(row);
        var last = (Sequence: 0L, Hash: (string?)JournalChain.Start);
        foreach (var row in Rows.ById(file.File.Collection(SealTable.Name), problems))
            last = LookAtSeal(row, last.Sequence, last.Hash);
        if (last.Sequence < noted?.Sequence)
            problems.Add($"the seals of {file.Month:yyyy-MM} end with {last.Sequence}, and the journal notes {noted.Sequence}: the last ones are missing");
        problems.AddRange(_unsealed.Order(StringComparer.Ordinal).Select(id => $"the decision `{id}` of {file.Month:yyyy-MM} is under no seal"));
    }

    private void LookAtDecision(BsonDocument row)
    {
        Count++;
        var id = row["_id"].AsString;
        _unsealed.Add(id);
        if (Rows.Look(() => StoredDecision.Read(row), $"the decision `{id}`", problems) is not { } record)
            return;
        if (DecisionSeals.MonthOf(record.At) != file.Month)
            problems.Add($"the decision `{id}` of {StoredTime.Text(record.At)} lies in the file of {file.Month:yyyy-MM}");
        var proper = StoredDecision.From(record).ToRow();
        foreach (var key in StoredDecision.Keys.Where(k => row[k] != proper[k]))
            problems.Add($"the decision `{id}` is filed under `{row[key]}` by `{key}`, not under `{proper[key]}`");
    }

    private (long Sequence, string? Hash) LookAtSeal(BsonDocument row, long lastSequence, string? lastHash)
    {
        Seals++;
        var sequence = row["_id"].AsInt64;
        var what = $"the seal {sequence} of {file.Month:yyyy-MM}";
        if (sequence != lastSequence + 1)
            problems.Add($"{what} comes after {lastSequence}: what is between them is missing");
        if (Rows.Look(() => file.Seals.Verified(row), what, problems) is not { } seal)
            return (sequence, null);
        if (sequence == lastSequence + 1 && lastHash is not null && !string.Equals(seal.PreviousHash, lastHash, StringComparison.Ordinal))
            problems.Add($"{what} does not follow the seal before it");
        if (sequence == noted?.Sequence && !string.Equals(seal.Hash, noted.Hash, StringComparison.Ordinal))
            problems.Add($"{what} is not the one that the journal notes: the month was written anew");
        if (Rows.Look(() => file.Seals.ReadIds(sequence), what, problems) is { } ids)
            LookAtSealed(what, seal, ids);
        return (sequence, seal.Hash);
    }

    private void LookAtSealed(string what, DecisionSeal seal, IReadOnlyList<string> ids)
    {
        var covered = new List<SealedDecision>(ids.Count);
        foreach (var id in ids)
        {
            if (_rows.FindById(id) is not { } row)
                problems.Add($"the decision `{id}` is missing, which is under {what}");
            else if (!_unsealed.Remove(id))
                problems.Add($"the decision `{id}` is under {what} and another");
            else if (Rows.Look(() => StoredDecision.Read(row), id, []) is { } record)
                covered.Add(DecisionTable.Sealed(record));
        }

        if (ids.Count != seal.Count)
            problems.Add($"{what} is over {seal.Count} decisions, and {ids.Count} are under it");
        else if (covered.Count == ids.Count && !string.Equals(DecisionSeals.Root(covered), seal.Root, StringComparison.Ordinal))
            problems.Add($"{what} does not fit the decisions under it");
    }
}
