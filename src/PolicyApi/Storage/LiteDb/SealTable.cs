using System.Text.Json;
using LiteDB;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace PolicyApi.Storage.LiteDb;

/// <summary>The seals over groups of decisions of one month, with the ids that are under each. To be used inside the <see cref="StoreGate"/> only.</summary>
internal sealed class SealTable(DateOnly month, LiteDbFile file)
{
    public const string Name = "seals";
    public const string Bytes = "bytes";
    public const string Hash = "hash";
    private const string Ids = "ids";

    public static readonly CollectionShape Shape = new(Name);

    private readonly ILiteCollection<BsonDocument> _rows = file.Collection(Name);

    /// <summary>The first day of the month.</summary>
    public DateOnly Month => month;

    public bool IsEmpty => Last() is null;

    /// <summary>Seals records; to be called inside the transaction that writes them.</summary>
    public void Add(IReadOnlyCollection<SealedDecision> records)
    {
        var seal = DecisionSeals.Next(month, Last(), records);
        _rows.Insert(new BsonDocument
        {
            ["_id"] = seal.Sequence,
            [Bytes] = DecisionSeals.Canonical(seal),
            [Hash] = seal.Hash,
            [Ids] = JsonSerializer.SerializeToUtf8Bytes(records.Select(r => r.Id)),
        });
    }

    public IReadOnlyList<DecisionSeal> Read(long afterSequence, int most)
    {
        // The seal before is read too: it is what the first one must link to.
        var seals = _rows.Query().Where(Query.GTE("_id", afterSequence)).OrderBy("_id").Limit(most + 1).ToList().ConvertAll(Verified);
        var previous = afterSequence > 0 ? seals.FirstOrDefault() : null;
        if (afterSequence > 0 && previous?.Sequence != afterSequence)
            throw Missing(afterSequence);
        var read = seals.Skip(previous is null ? 0 : 1).Take(most).ToList();
        foreach (var seal in read)
        {
            CheckLink(previous, seal);
            previous = seal;
        }

        return read;
    }

    /// <summary>The ids under a seal, in order; empty when there is no such seal.</summary>
    public IReadOnlyList<string> ReadIds(long sequence)
    {
        if (_rows.FindById(sequence) is not { } row)
            return [];
        try
        {
            return JsonSerializer.Deserialize<List<string>>(row[Ids].AsBinary)!;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException)
        {
            throw new StoreCorruptException($"the ids under the seal {sequence} of {month:yyyy-MM} cannot be read; restore the decisions from a backup", e);
        }
    }

    private DecisionSeal? Last() => _rows.Query().OrderByDescending("_id").Limit(1).ToList() is [var row] ? Verified(row) : null;

    /// <summary>The seal of a row.</summary>
    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public DecisionSeal Verified(BsonDocument row)
    {
        var id = row["_id"].AsInt64;
        try
        {
            var bytes = row[Bytes].AsBinary;
            var hash = row[Hash].AsString;
            var seal = DecisionSeals.Read(bytes, hash);
            if (seal.Month == month && seal.Sequence == id
                && string.Equals(JournalChain.Hash(seal.PreviousHash, bytes), hash, StringComparison.Ordinal))
                return seal;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or InvalidCastException or ArgumentException)
        {
            throw new StoreCorruptException($"the seal {id} of {month:yyyy-MM} cannot be read: {e.Message}", e);
        }

        throw new StoreCorruptException($"the seal {id} of {month:yyyy-MM} does not have the hash it was stored with; restore the decisions from a backup");
    }

    private void CheckLink(DecisionSeal? previous, DecisionSeal seal)
    {
        var expected = (previous?.Sequence ?? 0) + 1;
        if (seal.Sequence != expected)
            throw Missing(expected);
        if (!string.Equals(seal.PreviousHash, previous?.Hash ?? JournalChain.Start, StringComparison.Ordinal))
            throw new StoreCorruptException($"the seal {seal.Sequence} of {month:yyyy-MM} does not follow the seal before it; restore the decisions from a backup");
    }

    private StoreCorruptException Missing(long sequence) =>
        new($"the seal {sequence} of {month:yyyy-MM} is missing; restore the decisions from a backup");
}
