using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// What the decisions of a block are found by: numbers of 64 bits, each of them once. What is found is compared as a whole, so that two texts may share
/// one. They lie in the database: what they are computed from may never change.
/// </summary>
internal static class BlockKeys
{
    private const int MostTextOnStack = 512;

    /// <summary>Those of some decisions.</summary>
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

    /// <summary>Those that a block has in which something is that a list wants.</summary>
    public static IEnumerable<long> Of(DecisionFilter filter)
    {
        yield return (long)filter.Type;
        if (filter.DocumentId is { } document)
            yield return OfDocument(filter.Type, document);
        if (filter.Subject is { } subject)
            yield return OfSubject(filter.Type, subject);
    }

    /// <summary>That of an id: the time it holds, so that those of one time lie side by side, or else a hash.</summary>
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
