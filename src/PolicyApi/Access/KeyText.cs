using System.Security.Cryptography;
using System.Text;

namespace PolicyApi.Access;

/// <summary>The text of an API key: <c>ps_</c>, its id of 16 hex digits, <c>_</c>, and a secret of 64 hex digits (256 random bits).</summary>
internal static class KeyText
{
    /// <summary>The prefix of every key, by which tools can find leaked keys.</summary>
    public const string Prefix = "ps_";

    private const int IdDigits = 16;
    private const int SecretDigits = 64;

    /// <summary>Returns a new id.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);

    /// <summary>Returns a new text for a key, with a new secret.</summary>
    /// <param name="id">The key's id.</param>
    public static string New(string id) => $"{Prefix}{id}_{RandomNumberGenerator.GetHexString(SecretDigits, lowercase: true)}";

    /// <summary>Returns the id in a text that has the form of a key; <see langword="null"/> for any other text.</summary>
    public static string? IdOf(string text) =>
        text.Length == Prefix.Length + IdDigits + 1 + SecretDigits && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdDigits] == '_'
            ? text.Substring(Prefix.Length, IdDigits)
            : null;

    /// <summary>Returns the SHA-256 of a text. A secret of 256 random bits needs neither salt nor a slow hash.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether two hashes are the same, compared in constant time.</summary>
    public static bool Same(ReadOnlySpan<byte> hash, string sha256) => CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(sha256));
}
