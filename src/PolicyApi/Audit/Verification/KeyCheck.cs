using PolicyApi.Access.Keys;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Checks that every API key is as the journal last noted it, and that there are no keys that it never noted.</summary>
internal static class KeyCheck
{
    private const string Where = "keys";

    /// <summary>Checks the keys.</summary>
    /// <returns>The number of keys read.</returns>
    public static async Task<long> RunAsync(IPolicyStore store, IReadOnlyDictionary<string, string?> noted, FindingBag findings, CancellationToken cancellation)
    {
        if (await findings.TryAsync(Where, () => new KeyStore(store).ReadAsync(cancellation)) is not { } keys)
            return 0;
        foreach (var key in keys)
        {
            if (!noted.TryGetValue(key.Id, out var fingerprint))
                findings.Add(Where, $"the key `{key.Id}` is not noted in the journal; it was added behind the service's back");
            else if (!string.Equals(fingerprint, KeyFingerprint.Of(key), StringComparison.Ordinal))
                findings.Add(Where, $"the key `{key.Id}` is not as the journal noted it; it was changed behind the service's back");
        }

        foreach (var missing in noted.Keys.Except(keys.Select(k => k.Id), StringComparer.Ordinal))
            findings.Add(Where, $"the key `{missing}`, which the journal notes, is missing");
        return keys.Count;
    }
}
