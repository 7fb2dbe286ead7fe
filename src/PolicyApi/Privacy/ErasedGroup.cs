using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>
/// The answers whose bodies were erased at the same moment, as the journal records them and as a check of the store finds them: their number, and a
/// value over their ids that does not depend on their order. A body removed by something other than the service belongs to no group.
/// </summary>
/// <param name="Count">Their number.</param>
/// <param name="Ids">The exclusive or of the SHA-256 hashes of their ids, as 64 lower-case hex digits.</param>
internal sealed record ErasedGroup(long Count, string Ids)
{
    /// <summary>The action of the journal entries; it is part of hashed bytes and must never change.</summary>
    public const string Action = "bodies-erased";

    /// <summary>The empty group.</summary>
    public static ErasedGroup Empty { get; } = new(0, new string('0', 64));

    /// <summary>Returns the group of some ids.</summary>
    public static ErasedGroup Of(IEnumerable<string> ids) => ids.Aggregate(Empty, (group, id) => group.With(id));

    /// <summary>Returns a group that removes some ids from another group when it is added to it.</summary>
    public static ErasedGroup Without(IEnumerable<string> ids)
    {
        var group = Of(ids);
        return group with { Count = -group.Count };
    }

    /// <summary>Returns the group with one more id.</summary>
    public ErasedGroup With(string id) => new(Count + 1, Xor(Ids, SHA256.HashData(Encoding.UTF8.GetBytes(id))));

    /// <summary>Returns the sum of both groups.</summary>
    public ErasedGroup With(ErasedGroup other) => new(Count + other.Count, Xor(Ids, Convert.FromHexString(other.Ids)));

    /// <summary>Returns the details of a journal entry.</summary>
    /// <param name="at">The moment of the erasure.</param>
    public JsonObject ToDetails(DateTimeOffset at) => new()
    {
        ["erasedAt"] = StoredTime.Text(at),
        ["count"] = Count.ToString(CultureInfo.InvariantCulture),
        ["ids"] = Ids,
    };

    /// <summary>Reads the details of a journal entry.</summary>
    public static ErasedGroup Read(JsonObject details, out DateTimeOffset at)
    {
        at = StoredTime.Time((string)details["erasedAt"]!);
        return new ErasedGroup(long.Parse((string)details["count"]!, CultureInfo.InvariantCulture), (string)details["ids"]!);
    }

    private static string Xor(string hex, byte[] with)
    {
        var bytes = Convert.FromHexString(hex);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] ^= with[i];
        return Convert.ToHexStringLower(bytes);
    }
}
