using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PolicyApi.Storage;

namespace PolicyApi.Privacy;

/// <summary>
/// Answers whose bodies were erased at one moment, as the journal notes them and as they are found again: their number, and one value over
/// their ids in any order. A body that was taken away past the service belongs to no group.
/// </summary>
/// <param name="Count">How many.</param>
/// <param name="Ids">The exclusive or of the SHA-256 of their ids, 64 lower-case hex digits.</param>
internal sealed record ErasedGroup(long Count, string Ids)
{
    /// <summary>The word of the notes; it stands in hashed bytes and may never change.</summary>
    public const string Action = "bodies-erased";

    /// <summary>None.</summary>
    public static ErasedGroup Empty { get; } = new(0, new string('0', 64));

    /// <summary>The group of some ids.</summary>
    public static ErasedGroup Of(IEnumerable<string> ids) => ids.Aggregate(Empty, (group, id) => group.With(id));

    /// <summary>What takes some ids out of a group again, when both are put together.</summary>
    public static ErasedGroup Without(IEnumerable<string> ids)
    {
        var group = Of(ids);
        return group with { Count = -group.Count };
    }

    /// <summary>With one more.</summary>
    public ErasedGroup With(string id) => new(Count + 1, Xor(Ids, SHA256.HashData(Encoding.UTF8.GetBytes(id))));

    /// <summary>Both together.</summary>
    public ErasedGroup With(ErasedGroup other) => new(Count + other.Count, Xor(Ids, Convert.FromHexString(other.Ids)));

    /// <summary>As the details of a note.</summary>
    /// <param name="at">The moment of the erasure.</param>
    public JsonObject ToDetails(DateTimeOffset at) => new()
    {
        ["erasedAt"] = StoredTime.Text(at),
        ["count"] = Count.ToString(CultureInfo.InvariantCulture),
        ["ids"] = Ids,
    };

    /// <summary>Reads the details of a note.</summary>
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
