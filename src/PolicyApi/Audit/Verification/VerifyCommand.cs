using System.Globalization;
using System.Security.Cryptography;
using PolicyApi.Audit.Heads;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary><c>verify</c>: reads a store that no service has open, and reports what is not as it was written and what it cannot determine.</summary>
internal static class VerifyCommand
{
    /// <summary>The exit code if nothing was found.</summary>
    public const int Intact = 0;

    /// <summary>The exit code if something is not as it was written.</summary>
    public const int Damaged = 2;

    /// <summary>Verifies a store and writes a report.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">The command's options.</param>
    /// <param name="to">Receives the report.</param>
    /// <exception cref="InvalidDataException">A head or the public key cannot be read.</exception>
    public static async Task<int> RunAsync(IPolicyStore store, VerifyOptions options, TextWriter to)
    {
        var heads = options.Heads.Select(Head).ToList();
        if (options.PublicKey is { } file && KeyIdOf(file) is var keyId && heads.Find(h => !string.Equals(h.KeyId, keyId, StringComparison.Ordinal)) is { } other)
            throw new InvalidDataException($"a head is signed by the key `{other.KeyId}`, not by the one in `{file}`, which is `{keyId}`.");
        var report = await StoreVerifier.RunAsync(store, heads, CancellationToken.None);
        await to.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"read: {report.Entries} journal entries, {report.Contents} contents, {report.Keys} keys, {report.Seals} seals, {report.Decisions} answers"));
        foreach (var finding in report.Findings)
            await to.WriteLineAsync($"FOUND {finding.Where}: {finding.What}");
        foreach (var line in Limits(heads, options.PublicKey is not null))
            await to.WriteLineAsync(line);
        await to.WriteLineAsync(report.IsIntact ? "intact: nothing was found" : string.Create(CultureInfo.InvariantCulture, $"NOT INTACT: {report.Findings.Count} findings"));
        return report.IsIntact ? Intact : Damaged;
    }

    private static IEnumerable<string> Limits(List<SignedHead> heads, bool isPinned)
    {
        if (heads.Count == 0)
        {
            yield return "not told without a signed head kept elsewhere (--head FILE): entries cut off at the end, answers cut off after the place that the journal notes last, anything added at the end, "
                + "or everything rewritten with new hashes by someone who can write to the store";
            yield break;
        }

        var newest = heads.MaxBy(h => h.At)!;
        yield return $"held against {heads.Count} signed heads, the newest of {StoredTime.Text(newest.At)}: truncation or additions at the end since then cannot be detected";
        if (!isPinned)
            yield return $"the heads name their own key, `{newest.KeyId}`: compare it with the one you know, or give it as --public-key FILE";
    }

    private static SignedHead Head(string file) => File.Exists(file)
        ? SignedHead.Read(File.ReadAllBytes(file))
        : throw new InvalidDataException($"there is no head `{file}`.");

    private static string KeyIdOf(string file)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            return Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        }
        catch (Exception e) when (e is IOException or ArgumentException or CryptographicException)
        {
            throw new InvalidDataException($"`{file}` holds no public key in PEM.", e);
        }
    }
}
