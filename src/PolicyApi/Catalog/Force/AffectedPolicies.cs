using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog.Force;

/// <summary>The policies whose answers may change when versions come into force.</summary>
internal static class AffectedPolicies
{
    /// <summary>The policies that are published, and those that stand on a model or on results that are.</summary>
    /// <param name="set">Everything that would be in force, without errors.</param>
    /// <param name="pins">The documents of the set.</param>
    /// <param name="versions">What is published.</param>
    public static IEnumerable<(DocumentPin Pin, CompiledPolicy Policy)> Of(PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions)
    {
        foreach (var pin in pins.Where(p => p.Key.Section == CatalogSection.Policies))
        {
            if (set.FindPolicy(pin.Key.Id) is { } policy && StandsOn(set, policy, versions))
                yield return (pin, policy);
        }
    }

    /// <summary>The hashes of everything that a policy's answers follow from, as one text.</summary>
    public static string HashesOf(PolicySet set, CompiledPolicy policy) => string.Join(' ', Hashes(set, policy).Distinct(StringComparer.Ordinal));

    private static bool StandsOn(PolicySet set, CompiledPolicy policy, IReadOnlyCollection<VersionKey> versions) =>
        versions.Contains(Key(CatalogSection.Policies, policy.Policy))
        || versions.Contains(Key(CatalogSection.Models, policy.Model))
        || policy.Reads.Any(r => set.FindPolicy(r.Id) is { } read && StandsOn(set, read, versions));

    private static VersionKey Key(CatalogSection section, DocumentReference document) => new(new DocumentKey(section, document.Id), document.Version);

    private static IEnumerable<string> Hashes(PolicySet set, CompiledPolicy policy) =>
        policy.Reads.SelectMany(r => set.FindPolicy(r.Id) is { } read ? Hashes(set, read) : []).Append(policy.Model.Sha256).Append(policy.Policy.Sha256);
}
