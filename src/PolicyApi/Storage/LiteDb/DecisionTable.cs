using LiteDB;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The decisions of one month. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class DecisionTable(LiteDbFile file, SealTable seals)
{
    public const string Name = "decisions";

    public static readonly CollectionShape Shape = new(
        Name, (StoredDecision.ByTime, false), (StoredDecision.ByDocument, false), (StoredDecision.BySubject, false));

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    /// <summary>Writes records that are not there yet, with their seal, in one transaction.</summary>
    public void Append(IReadOnlyList<StoredDecision> decisions) => file.Write(() =>
    {
        _rows.Insert(decisions.Select(d => d.ToRow()));
        seals.Add([.. decisions.Select(d => Sealed(d.Record))]);
        return decisions.Count;
    });

    /// <summary>Takes bodies and subjects out of records.</summary>
    /// <returns>The ids of those that had them.</returns>
    public IReadOnlyList<string> Erase(IEnumerable<string> ids, DateTimeOffset at)
    {
        var records = ids.Distinct(StringComparer.Ordinal).Select(Find).OfType<DecisionRecord>().Where(r => r.ErasedAt is null).ToList();
        if (records.Count == 0)
            return [];
        file.Write(() =>
        {
            records.ForEach(r => Erase(r, at));
            return records.Count;
        });
        // Until then the log and the old pages of the data file hold what was there.
        file.Checkpoint();
        return [.. records.Select(r => r.Id)];
    }

    /// <summary>The records under a seal.</summary>
    public IReadOnlyList<SealedDecision> ReadSealed(long sequence) =>
        [.. seals.ReadIds(sequence).Select(id => Find(id) is { } record
            ? Sealed(record)
            : throw new StoreCorruptException($"the decision `{id}` is missing, which is under the seal {sequence} of {seals.Month:yyyy-MM}; restore the decisions from a backup"))];

    public DecisionRecord? Find(string id)
    {
        var row = _rows.FindById(id);
        if (row is null)
            return null;
        var record = StoredDecision.Read(row);
        return string.Equals(record.Id, id, StringComparison.Ordinal)
            ? record
            : throw new StoreCorruptException($"the store answered with the decision `{record.Id}` when asked for `{id}`");
    }

    public IReadOnlyList<DecisionRecord> List(DecisionFilter filter, DecisionCursor? after, int pageSize)
    {
        var (index, prefix) = StoredDecision.Prefix(filter);
        // ':' stands right after the digits with which every place starts.
        var upper = after is null ? prefix + ":" : prefix + StoredDecision.Place(after.At, after.Id);
        var query = _rows.Query().Where(Query.Between(index, prefix, upper));
        if (filter.Subject is not null)
            query = query.Where(Query.EQ(StoredDecision.Subject, StoredDecision.HashOf(filter.Subject)));
        if (filter.Subject is not null && filter.DocumentId is not null)
            query = query.Where(Query.EQ(StoredDecision.Document, filter.DocumentId));
        // Between takes its ends in, and the upper one is the record after which the page starts.
        var rows = query.OrderByDescending(index).Limit(pageSize + 1).ToList();
        return rows.Where(r => !string.Equals(r[index].AsString, upper, StringComparison.Ordinal))
            .Take(pageSize)
            .Select(r => Matching(StoredDecision.Read(r), filter))
            .ToList();
    }

    /// <summary>Reads a little of every index, so that a file that cannot be read shows.</summary>
    public void Probe() => _ = _rows.Query().OrderByDescending(StoredDecision.ByTime).Limit(1).ToList();

    private void Erase(DecisionRecord record, DateTimeOffset at)
    {
        var stored = StoredDecision.From(record);
        // LiteDB leaves what it frees as it is. A row of the same size is written over the old one.
        _rows.Update(stored.ToBlankRow());
        _rows.Update(StoredDecision.From(record with { Body = default, Subject = null, ErasedAt = at }).ToRow());
    }

    /// <summary>What a seal covers of a record.</summary>
    public static SealedDecision Sealed(DecisionRecord record) => new(record.Id, record.At, record.Sha256, record.ErasedAt);

    private static DecisionRecord Matching(DecisionRecord record, DecisionFilter filter)
    {
        var matches = record.Type == filter.Type
            && (filter.DocumentId is null || string.Equals(record.DocumentId, filter.DocumentId, StringComparison.Ordinal))
            && (filter.Subject is null || string.Equals(record.Subject, filter.Subject, StringComparison.Ordinal));
        return matches ? record : throw new StoreCorruptException($"the decision `{record.Id}` is listed under another key than its own");
    }
}
