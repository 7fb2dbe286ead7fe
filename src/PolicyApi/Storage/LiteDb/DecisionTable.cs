using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Chapters;
using PolicyApi.Storage.LiteDb.Files;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The decisions of one month: their blocks and the index. Use only inside the <see cref="StoreGate"/>.</summary>
internal sealed class DecisionTable(DateOnly month, BlockFile blocks, MonthIndex index, SealReader seals)
{
    private readonly BlockLayout _layout = new();
    private DecisionSeal? _last;

    /// <summary>Writes new records with their seal as one block that is durable when this returns.</summary>
    public void Append(IReadOnlyList<StoredDecision> decisions)
    {
        index.CheckWhole();
        var seal = DecisionSeals.Next(month, _last ?? seals.Last(), [.. decisions.Select(d => StoredDecision.Sealed(d.Record))]);
        var position = blocks.End;
        var (block, places) = _layout.Write(position, seal, decisions);
        blocks.Append(block.Span);
        index.Add(position, blocks.End, decisions.Zip(places, (d, place) => (d.Record, place)));
        _last = seal;
    }

    /// <summary>The records that exist for some ids.</summary>
    public IReadOnlyList<DecisionRecord> Find(IReadOnlyCollection<string> ids) => [.. index.Find(ids).Select(f => blocks.Reader.Read(f.Id, f.Place).Record)];

    /// <summary>The record with an id; <see langword="null"/> when there is none.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored, or may be after a damaged block.</exception>
    public DecisionRecord? Find(string id)
    {
        if (Find([id]) is [var record])
            return record;
        index.CheckWhole();
        return null;
    }

    /// <summary>Removes the bodies and subjects of records.</summary>
    /// <returns>The ids of the records that had them.</returns>
    public IReadOnlyList<string> Erase(IReadOnlyCollection<string> ids, DateTimeOffset at)
    {
        index.CheckWhole();
        var erasures = new List<Erasure>();
        var erased = new List<string>();
        foreach (var found in index.Find(ids))
        {
            var (record, slot) = blocks.Reader.Read(found.Id, found.Place);
            if (record.ErasedAt is not null)
                continue;
            erasures.Add(new Erasure(found.Place, slot.Erased(record with { Body = default, Subject = null, ErasedAt = at }), slot.BodyLength));
            erased.Add(found.Id);
        }

        if (erasures.Count > 0)
            index.Erase(erasures, blocks);
        return erased;
    }

    public IReadOnlyList<DecisionRecord> List(DecisionFilter filter, DecisionCursor? after, int pageSize)
    {
        index.CheckWhole();
        return [.. index.Find(new ChapterQuery(filter, after), pageSize).Select(f => Matching(blocks.Reader.Read(f.Id, f.Place).Record, filter))];
    }

    /// <summary>Reads a little, so that an unreadable file is noticed.</summary>
    public void Probe()
    {
        index.CheckWhole();
        seals.Last();
    }

    // Two texts with the same fingerprint have never occurred; if they do, their records are refused instead of being told apart.
    private static DecisionRecord Matching(DecisionRecord record, DecisionFilter filter)
    {
        var matches = record.Type == filter.Type
            && (filter.DocumentId is null || string.Equals(record.DocumentId, filter.DocumentId, StringComparison.Ordinal))
            && (filter.Subject is null || string.Equals(record.Subject, filter.Subject, StringComparison.Ordinal));
        return matches ? record : throw new StoreCorruptException($"the decision `{record.Id}` is listed under another key than its own");
    }
}
