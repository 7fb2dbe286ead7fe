using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// The search keys of a block's decisions: 64-bit numbers, each once. Matches are compared as a whole, so two texts may share a
/// key. They are stored in the database, so the way they are computed must never change.
/// </summary>
internal static class BlockKeys
{
    private const int MostTextOnStack = 512;

    /// <summary>The keys of some decisions.</summary>
    public static long[] Of(IReadOnlyList<DecisionRecord> records)
    {
        var keys = new HashSet<long>();
        var documents = new Dictionary<(DecisionType, string), long>();
        foreach (var record in records)
        {
            keys.Add((long)record.Type);
            keys.Add(OfId(record.Id));
            if (!documents.TryGetValue((record.Type, record.DocumentId), out var document))
                documents.Add((record.Type, record.DocumentId), document = OfDocument(record.Type, record.DocumentId));
            keys.Add(document);
            if (record.Subject is { } subject)
                keys.Add(OfSubject(record.Type, subject));
        }

        return [.. keys];
    }

    /// <summary>The keys of which a block has at least one if it may contain something that a list asks for.</summary>
    public static IEnumerable<long> Of(DecisionFilter filter)
    {
        yield return (long)filter.Type;
        if (filter.DocumentId is { } document)
            yield return OfDocument(filter.Type, document);
        if (filter.Subject is { } subject)
            yield return OfSubject(filter.Type, subject);
    }

    /// <summary>The key of an id: the time in it, so that ids of the same time are close together, or otherwise a hash.</summary>
    public static long OfId(string id) => DecisionIds.TimeOf(id)?.ToUnixTimeMilliseconds() ?? Hash("id " + id);

    private static long OfDocument(DecisionType type, string document) => Hash("document " + document) ^ (long)type;

    private static long OfSubject(DecisionType type, string subject) => Hash(subject) ^ (long)type;

    private static long Hash(string text)
    {
        var length = Encoding.UTF8.GetMaxByteCount(text.Length);
        Span<byte> bytes = length <= MostTextOnStack ? stackalloc byte[MostTextOnStack] : new byte[length];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }
}
