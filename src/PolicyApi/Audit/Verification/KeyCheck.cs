using PolicyApi.Access.Keys;
using PolicyApi.Storage;

namespace PolicyApi.Audit.Verification;

/// <summary>Every API key is as the journal last noted it, and none is there that it never noted.</summary>
internal static class KeyCheck
{
    private const string Where = "keys";

    /// <summary>Checks them.</summary>
    /// <returns>How many were read.</returns>
    public static async Task<long> RunAsync(IPolicyStore store, IReadOnlyDictionary<string, string?> noted, FindingBag findings, CancellationToken cancellation)
    {
        if (await findings.TryAsync(Where, () => new RecordKeyStore(store).ReadAsync(cancellation)) is not { } keys)
            return 0;
        foreach (var key in keys)
        {
            if (!noted.TryGetValue(key.Id, out var fingerprint))
                findings.Add(Where, $"the key `{key.Id}` is noted nowhere in the journal; it was put there past the service");
            else if (!string.Equals(fingerprint, KeyFingerprint.Of(key), StringComparison.Ordinal))
                findings.Add(Where, $"the key `{key.Id}` is not as the journal noted it; it was changed past the service");
        }

        foreach (var missing in noted.Keys.Except(keys.Select(k => k.Id), StringComparer.Ordinal))
            findings.Add(Where, $"the key `{missing}`, which the journal notes, is missing");
        return keys.Count;
    }
}
