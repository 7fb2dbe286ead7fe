using LiteDB;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The decision log. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class DecisionTable(LiteDbFile file)
{
    public const string Name = "decisions";

    public static readonly CollectionShape Shape = new(
        Name, (StoredDecision.ByTime, false), (StoredDecision.ByDocument, false), (StoredDecision.BySubject, false));

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    /// <summary>Writes groups in one transaction; a group with an id that belongs to another record is left out as a whole.</summary>
    /// <returns>For each group why it was left out, or <see langword="null"/>.</returns>
    public DecisionIdTakenException?[] Append(IReadOnlyList<IReadOnlyList<StoredDecision>> groups)
    {
        var refusals = new DecisionIdTakenException?[groups.Count];
        var accepted = new Dictionary<string, StoredDecision>(StringComparer.Ordinal);
        for (var i = 0; i < groups.Count; i++)
            refusals[i] = Accept(groups[i], accepted);
        if (accepted.Count > 0)
            file.Write(() => _rows.Insert(accepted.Values.Select(d => d.ToRow())));
        return refusals;
    }

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

    private DecisionIdTakenException? Accept(IReadOnlyList<StoredDecision> group, Dictionary<string, StoredDecision> accepted)
    {
        var fresh = new Dictionary<string, StoredDecision>(StringComparer.Ordinal);
        foreach (var decision in group)
        {
            var id = decision.Record.Id;
            var seal = (accepted.GetValueOrDefault(id) ?? fresh.GetValueOrDefault(id))?.SealHash ?? StoredSeal(id);
            if (seal is null)
                fresh.Add(id, decision);
            else if (!string.Equals(seal, decision.SealHash, StringComparison.Ordinal))
                return new DecisionIdTakenException(id);
        }

        foreach (var (id, decision) in fresh)
            accepted.Add(id, decision);
        return null;
    }

    private string? StoredSeal(string id) => Find(id) is { } record ? StoredDecision.From(record).SealHash : null;

    private static DecisionRecord Matching(DecisionRecord record, DecisionFilter filter)
    {
        var matches = record.Type == filter.Type
            && (filter.DocumentId is null || string.Equals(record.DocumentId, filter.DocumentId, StringComparison.Ordinal))
            && (filter.Subject is null || string.Equals(record.Subject, filter.Subject, StringComparison.Ordinal));
        return matches ? record : throw new StoreCorruptException($"the decision `{record.Id}` is listed under another key than its own");
    }
}
