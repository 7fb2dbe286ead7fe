using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Heads;

/// <summary>Where the journal ends.</summary>
/// <param name="Sequence">The last entry's; 0 when there is none.</param>
/// <param name="Hash">The last entry's.</param>
public sealed record JournalEnd(long Sequence, string Hash);

/// <summary>Where the seals over the answers of one month end.</summary>
/// <param name="Month">The month's first day (UTC).</param>
/// <param name="Sequence">The last seal's.</param>
/// <param name="Hash">The last seal's.</param>
public sealed record SealEnd(DateOnly Month, long Sequence, string Hash);

/// <summary>
/// Where everything that is chained ends at a moment, signed: whoever keeps it outside the store can show later that nothing
/// before it was changed, cut off or written anew.
/// </summary>
/// <param name="At">When it was signed.</param>
/// <param name="Journal">Where the journal ends.</param>
/// <param name="Seals">Where the seals of each month end, by month.</param>
/// <param name="Algorithm">Always <c>ES256</c>: ECDSA over P-256 with SHA-256.</param>
/// <param name="KeyId">SHA-256 of the public key, 64 lower-case hex digits.</param>
/// <param name="PublicKey">The public key: SubjectPublicKeyInfo in base64.</param>
/// <param name="Signature">Over the canonical JSON (RFC 8785) of all other members; 64 bytes (r and s) in base64.</param>
public sealed record SignedHead(
    DateTimeOffset At, JournalEnd Journal, IReadOnlyList<SealEnd> Seals, string Algorithm, string KeyId, string PublicKey, string Signature)
{
    /// <summary>The only algorithm.</summary>
    public const string Es256 = "ES256";

    /// <summary>Reads a head that was exported.</summary>
    /// <param name="utf8">Its text.</param>
    /// <exception cref="InvalidDataException">It is no head.</exception>
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

    /// <summary>The text that is exported.</summary>
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HeadJson.Default.SignedHead);

    /// <summary>What is signed.</summary>
    internal byte[] Signed() => CanonicalText.Bytes(new JsonObject
    {
        ["at"] = StoredTime.Text(At),
        ["journal"] = new JsonObject { ["sequence"] = Number(Journal.Sequence), ["hash"] = Journal.Hash },
        ["seals"] = new JsonArray([.. Seals.Select(s => new JsonObject { ["month"] = StoredTime.Text(s.Month), ["sequence"] = Number(s.Sequence), ["hash"] = s.Hash })]),
        ["algorithm"] = Algorithm,
        ["keyId"] = KeyId,
        ["publicKey"] = PublicKey,
    });

    /// <summary>Whether the signature is that of the key in it, and the key the one that its id names.</summary>
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

    // As a text: canonical JSON writes numbers as doubles.
    private static string Number(long value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
