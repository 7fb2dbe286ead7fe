using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog.Force;

/// <summary>Finds the policies whose answers may change when versions come into force.</summary>
internal static class AffectedPolicies
{
    /// <summary>
    /// Returns the policies that are published, and those that use a published model or read the results of a published policy, directly or not.
    /// </summary>
    /// <param name="set">The set that would be in force; it has no errors.</param>
    /// <param name="pins">The documents of the set.</param>
    /// <param name="versions">The versions that are published.</param>
    public static IEnumerable<(DocumentPin Pin, CompiledPolicy Policy)> Of(PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions)
    {
        foreach (var pin in pins.Where(p => p.Key.Section == CatalogSection.Policies))
        {
            if (set.FindPolicy(pin.Key.Id) is { } policy && StandsOn(set, policy, versions))
                yield return (pin, policy);
        }
    }

    /// <summary>Returns the hashes of all documents that a policy's answers depend on, as one text.</summary>
    public static string HashesOf(PolicySet set, CompiledPolicy policy) => string.Join(' ', Hashes(set, policy).Distinct(StringComparer.Ordinal));

    private static bool StandsOn(PolicySet set, CompiledPolicy policy, IReadOnlyCollection<VersionKey> versions) =>
        versions.Contains(Key(CatalogSection.Policies, policy.Policy))
        || versions.Contains(Key(CatalogSection.Models, policy.Model))
        || policy.Reads.Any(r => set.FindPolicy(r.Id) is { } read && StandsOn(set, read, versions));

    private static VersionKey Key(CatalogSection section, DocumentReference document) => new(new DocumentKey(section, document.Id), document.Version);

    private static IEnumerable<string> Hashes(PolicySet set, CompiledPolicy policy) =>
        policy.Reads.SelectMany(r => set.FindPolicy(r.Id) is { } read ? Hashes(set, read) : []).Append(policy.Model.Sha256).Append(policy.Policy.Sha256);
}
