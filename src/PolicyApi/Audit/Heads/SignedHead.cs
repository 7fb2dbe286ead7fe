using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Heads;

/// <summary>The end of the journal.</summary>
/// <param name="Sequence">The number of the last entry; 0 if there is none.</param>
/// <param name="Hash">The hash of the last entry, 64 lower-case hex digits.</param>
public sealed record JournalEnd(long Sequence, string Hash);

/// <summary>The last seal over the answers of one month.</summary>
/// <param name="Month">The month's first day (UTC).</param>
/// <param name="Sequence">The number of the last seal.</param>
/// <param name="Hash">The hash of the last seal, 64 lower-case hex digits.</param>
public sealed record SealEnd(DateOnly Month, long Sequence, string Hash);

/// <summary>
/// The ends of all hash chains at one moment, signed. A copy kept outside the store can later show that nothing before it was changed, cut off or rewritten.
/// </summary>
/// <param name="At">When it was signed (UTC).</param>
/// <param name="Journal">The end of the journal.</param>
/// <param name="Seals">The last seal of each month, by month.</param>
/// <param name="Algorithm">Always <c>ES256</c>: ECDSA over P-256 with SHA-256.</param>
/// <param name="KeyId">SHA-256 of the public key, 64 lower-case hex digits.</param>
/// <param name="PublicKey">The public key: SubjectPublicKeyInfo in base64.</param>
/// <param name="Signature">
/// The signature over the canonical JSON (RFC 8785) of all other members, in which <c>sequence</c> is written as a text; 64 bytes (r and s) in base64.
/// </param>
public sealed record SignedHead(
    DateTimeOffset At, JournalEnd Journal, IReadOnlyList<SealEnd> Seals, string Algorithm, string KeyId, string PublicKey, string Signature)
{
    /// <summary>The only algorithm.</summary>
    public const string Es256 = "ES256";

    /// <summary>Reads a head that was exported.</summary>
    /// <param name="utf8">The text of the file.</param>
    /// <exception cref="InvalidDataException">The text is not a head.</exception>
    public static SignedHead Read(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8.Span, HeadJson.Default.SignedHead) ?? throw new InvalidDataException("the head file is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"the head file is no signed head: {e.Message}", e);
        }
    }

    /// <summary>Returns the text that is exported.</summary>
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HeadJson.Default.SignedHead);

    /// <summary>Returns the bytes that are signed.</summary>
    internal byte[] Signed() => CanonicalText.Bytes(new JsonObject
    {
        ["at"] = StoredTime.Text(At),
        ["journal"] = new JsonObject { ["sequence"] = Number(Journal.Sequence), ["hash"] = Journal.Hash },
        ["seals"] = new JsonArray([.. Seals.Select(s => new JsonObject { ["month"] = StoredTime.Text(s.Month), ["sequence"] = Number(s.Sequence), ["hash"] = s.Hash })]),
        ["algorithm"] = Algorithm,
        ["keyId"] = KeyId,
        ["publicKey"] = PublicKey,
    });

    /// <summary>Whether the signature matches the key in it, and the key matches its id.</summary>
    public bool IsGenuine()
    {
        try
        {
            var publicKey = Convert.FromBase64String(PublicKey);
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return string.Equals(Algorithm, Es256, StringComparison.Ordinal)
                && string.Equals(KeyId, Convert.ToHexStringLower(SHA256.HashData(publicKey)), StringComparison.Ordinal)
                && key.VerifyData(Signed(), Convert.FromBase64String(Signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    // As text, because canonical JSON writes numbers as doubles.
    private static string Number(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
