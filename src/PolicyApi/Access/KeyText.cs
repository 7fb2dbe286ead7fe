using System.Security.Cryptography;
using System.Text;

namespace PolicyApi.Access;

/// <summary>The text of an API key: <c>ps_</c>, 16 hex digits that name it, <c>_</c>, 64 hex digits that nobody can guess (256 bits).</summary>
internal static class KeyText
{
    /// <summary>What every key starts with, so that one that has leaked is found by searching.</summary>
    public const string Prefix = "ps_";

    private const int IdDigits = 16;
    private const int SecretDigits = 64;

    /// <summary>A new id.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdDigits, lowercase: true);

    /// <summary>A new text for a key.</summary>
    /// <param name="id">The key's id.</param>
    public static string New(string id) => $"{Prefix}{id}_{RandomNumberGenerator.GetHexString(SecretDigits, lowercase: true)}";

    /// <summary>The id in a text that has a key's form; <see langword="null"/> for any other text.</summary>
    public static string? IdOf(string text) =>
        text.Length == Prefix.Length + IdDigits + 1 + SecretDigits && text.StartsWith(Prefix, StringComparison.Ordinal) && text[Prefix.Length + IdDigits] == '_'
            ? text.Substring(Prefix.Length, IdDigits)
            : null;

    /// <summary>SHA-256 of a text. A secret of 256 random bits needs neither salt nor a slow hash.</summary>
    public static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether two hashes are the same, in a time that does not tell where they differ.</summary>
    public static bool Same(ReadOnlySpan<byte> hash, string sha256) => CryptographicOperations.FixedTimeEquals(hash, Convert.FromHexString(sha256));
}
