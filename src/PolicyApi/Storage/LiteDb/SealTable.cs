using System.Text.Json;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The seals over groups of decisions, with the ids that are under each. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class SealTable(LiteDbFile file)
{
    public const string Name = "seals";
    public const string Bytes = "bytes";
    public const string Hash = "hash";
    private const string Ids = "ids";

    public static readonly CollectionShape Shape = new(Name);

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    /// <summary>Seals records of one month; to be called inside the transaction that writes them.</summary>
    public void Add(DateOnly month, IReadOnlyCollection<SealedDecision> records)
    {
        var seal = DecisionSeals.Next(month, Last(month), records);
        _rows.Insert(new BsonDocument
        {
            ["_id"] = Key(month, seal.Sequence),
            [Bytes] = DecisionSeals.Canonical(seal),
            [Hash] = seal.Hash,
            [Ids] = JsonSerializer.SerializeToUtf8Bytes(records.Select(r => r.Id)),
        });
    }

    public IReadOnlyList<DateOnly> Months()
    {
        var months = new List<DateOnly>();
        var after = string.Empty;
        while (_rows.Query().Where(Query.GTE("_id", after)).OrderBy("_id").Limit(1).ToList() is [var row])
        {
            months.Add(Verified(row).Month);
            after = Key(months[^1].AddMonths(1), 0);
        }

        return months;
    }

    public IReadOnlyList<DecisionSeal> Read(DateOnly month, long afterSequence, int most)
    {
        // The seal before is read too: it is what the first one must link to.
        var seals = _rows.Query()
            .Where(Query.Between("_id", Key(month, afterSequence), Key(month, long.MaxValue))).OrderBy("_id").Limit(most + 1).ToList()
            .ConvertAll(Verified);
        var previous = afterSequence > 0 ? seals.FirstOrDefault() : null;
        if (afterSequence > 0 && previous?.Sequence != afterSequence)
            throw Missing(month, afterSequence);
        var read = seals.Skip(previous is null ? 0 : 1).Take(most).ToList();
        foreach (var seal in read)
        {
            CheckLink(previous, seal);
            previous = seal;
        }

        return read;
    }

    /// <summary>The ids under a seal, in order; empty when there is no such seal.</summary>
    public IReadOnlyList<string> ReadIds(DateOnly month, long sequence) =>
        _rows.FindById(Key(month, sequence)) is { } row ? JsonSerializer.Deserialize<List<string>>(row[Ids].AsBinary)! : [];

    private DecisionSeal? Last(DateOnly month)
    {
        var between = Query.Between("_id", Key(month, 0), Key(month, long.MaxValue));
        return _rows.Query().Where(between).OrderByDescending("_id").Limit(1).ToList() is [var row] ? Verified(row) : null;
    }

    private static string Key(DateOnly month, long sequence) => string.Create(null, $"{StoredTime.Text(month)}/{sequence:D19}");

    private static DecisionSeal Verified(BsonDocument row)
    {
        var id = row["_id"].AsString;
        try
        {
            var bytes = row[Bytes].AsBinary;
            var hash = row[Hash].AsString;
            var seal = DecisionSeals.Read(bytes, hash);
            if (string.Equals(Key(seal.Month, seal.Sequence), id, StringComparison.Ordinal)
                && string.Equals(JournalChain.Hash(seal.PreviousHash, bytes), hash, StringComparison.Ordinal))
                return seal;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException)
        {
            throw new StoreCorruptException($"the seal `{id}` cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the seal `{id}` does not have the hash it was stored with; restore the decisions from a backup");
    }

    private static void CheckLink(DecisionSeal? previous, DecisionSeal seal)
    {
        var expected = (previous?.Sequence ?? 0) + 1;
        if (seal.Sequence != expected)
            throw Missing(seal.Month, expected);
        if (!string.Equals(seal.PreviousHash, previous?.Hash ?? JournalChain.Start, StringComparison.Ordinal))
            throw new StoreCorruptException($"the seal {seal.Sequence} of {seal.Month:yyyy-MM} does not follow the seal before it; restore the decisions from a backup");
    }

    private static StoreCorruptException Missing(DateOnly month, long sequence) =>
        new($"the seal {sequence} of {month:yyyy-MM} is missing; restore the decisions from a backup");
}
