using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LiteDB;

namespace PolicyApi.Storage.LiteDb;

/// <summary>
/// A decision as a LiteDB document: its head in canonical JSON, its body, one hash over both, and keys to find it by.
/// The keys are only ever used to find; what is answered comes from the verified head.
/// </summary>
internal sealed class StoredDecision
{
    /// <summary>"d/000001735689600000/id" within a type: newest last.</summary>
    public const string ByTime = "t";

    /// <summary>The same within a document.</summary>
    public const string ByDocument = "td";

    /// <summary>
    /// The same within the 256th part of all subjects that one belongs to. Under the subject itself entries would land anywhere, and writing
    /// the pages there was most of what an append cost; of a part, the last entries lie together.
    /// </summary>
    public const string BySubject = "ts";

    /// <summary>The subject's hash, for a filter within its part.</summary>
    public const string Subject = "sub";

    /// <summary>The document's id, for a filter within a subject.</summary>
    public const string Document = "doc";

    /// <summary>All that a row is filed under.</summary>
    public static readonly IReadOnlyList<string> Keys = [ByTime, ByDocument, BySubject, Document, Subject];

    public const string Body = "body";
    // 128 bits: two subjects that share them would have to be looked for.
    private const int SubjectHashDigits = 32;
    private const int PartDigits = 2;
    private const string Head = "head";
    private const string Hash = "hash";

    private StoredDecision(DecisionRecord record, byte[] head, string hash)
    {
        Record = record;
        HeadBytes = head;
        HeadHash = hash;
    }

    public DecisionRecord Record { get; }

    private byte[] HeadBytes { get; }

    private string HeadHash { get; }

    /// <summary>Prepares a record for storing, outside the gate.</summary>
    /// <exception cref="ArgumentException">A text has no UTF-8.</exception>
    public static StoredDecision From(DecisionRecord record)
    {
        var head = DecisionHead.Of(record);
        // The head holds the body's hash, so one hash over the head covers both.
        return new StoredDecision(record, head, StoreChecks.Sha256(head));
    }

    /// <summary>Whether this is the record that is stored, sent once more.</summary>
    public bool IsAgain(DecisionRecord stored) => DecisionHead.IsAgain(Record, stored);

    /// <summary>The row with nothing to be read in it, and of the same size.</summary>
    public BsonDocument ToBlankRow()
    {
        var row = ToRow();
        row[Head] = new byte[HeadBytes.Length];
        row[Body] = new byte[Record.Body.Length];
        if (row[Subject].IsString)
            row[Subject] = new string('0', SubjectHashDigits);
        return row;
    }

    public BsonDocument ToRow()
    {
        var place = Place(Record.At, Record.Id);
        return new BsonDocument
        {
            ["_id"] = Record.Id,
            [ByTime] = Prefix(new DecisionFilter(Record.Type)).Prefix + place,
            [ByDocument] = Prefix(new DecisionFilter(Record.Type, Record.DocumentId)).Prefix + place,
            [BySubject] = Record.Subject is null ? BsonValue.Null : Prefix(new DecisionFilter(Record.Type, null, Record.Subject)).Prefix + place,
            [Document] = Record.DocumentId,
            [Subject] = Record.Subject is { } subject ? HashOf(subject) : BsonValue.Null,
            [Head] = HeadBytes,
            [Body] = BytesOf(Record.Body),
            [Hash] = HeadHash,
        };
    }

    // LiteDB reads the array and keeps none of it.
    private static byte[] BytesOf(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var whole) && whole.Array is { } array && whole.Count == array.Length ? array : body.ToArray();

    /// <summary>The index that answers a filter, and what its keys then start with.</summary>
    public static (string Index, string Prefix) Prefix(DecisionFilter filter)
    {
        var type = filter.Type == DecisionType.Decision ? "d" : "a";
        if (filter.Subject is not null)
            return (BySubject, $"{type}/{HashOf(filter.Subject)[..PartDigits]}/");
        return filter.DocumentId is not null ? (ByDocument, $"{type}/{filter.DocumentId}/") : (ByTime, $"{type}/");
    }

    /// <summary>What a subject is filed under.</summary>
    public static string HashOf(string subject) => StoreChecks.Sha256(Encoding.UTF8.GetBytes(subject))[..SubjectHashDigits];

    /// <summary>The rest of a key: time, then id.</summary>
    public static string Place(DateTimeOffset at, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeMilliseconds():D15}/{id}");

    /// <exception cref="StoreCorruptException">It is not what was stored.</exception>
    public static DecisionRecord Read(BsonDocument row)
    {
        var id = row["_id"].AsString;
        try
        {
            return DecisionHead.Read(id, row[Head].AsBinary, row[Hash].AsString, row[Body].AsBinary);
        }
        catch (InvalidCastException e)
        {
            throw new StoreCorruptException($"the decision `{id}` cannot be read: {e.Message}", e);
        }
    }
}
