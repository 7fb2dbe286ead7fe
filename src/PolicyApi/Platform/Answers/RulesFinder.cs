using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>The rules that one request is answered by.</summary>
/// <param name="InForce">The compiled documents.</param>
/// <param name="AsOf">The day whose rules they are.</param>
/// <param name="KnownAt">The moment as of which they were known.</param>
/// <param name="Revision">The catalogue's revision.</param>
internal sealed record RulesAt(SetInForce InForce, DateOnly AsOf, DateTimeOffset KnownAt, long Revision);

/// <summary>Finds the rules for a request.</summary>
/// <param name="catalog">The documents.</param>
/// <param name="time">Says what day it is.</param>
internal sealed class RulesFinder(PolicyCatalog catalog, TimeProvider time)
{
    /// <summary>The documents in force on a day, compiled together.</summary>
    /// <param name="key">The policy or scheme asked for.</param>
    /// <param name="when">Which day, and as known when.</param>
    /// <param name="version">A version of it, also a draft, that takes the place of the one in force.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="FaultException">There is no such document or version.</exception>
    public async Task<RulesAt> FindAsync(DocumentKey key, WhenQuery when, int? version, CancellationToken cancellation)
    {
        if (catalog.Snapshot.Find(key) is null)
            throw new FaultException(CatalogFaults.NotFound(key, null));
        var instead = version is { } number ? new VersionKey(key, number) : null;
        while (true)
        {
            var revision = catalog.Snapshot.Revision;
            var (asOf, knownAt) = when.At(StoredTime.Cut(time.GetUtcNow()));
            var set = await catalog.GetSetAsync(asOf, when.KnownAt, instead, cancellation)
                ?? throw new FaultException(CatalogFaults.NotFound(key, version));

            // A publication in between could be in the set without being in the revision.
            if (catalog.Snapshot.Revision == revision)
                return new RulesAt(set, asOf, knownAt, revision);
        }
    }

    /// <summary>Why a document of the catalogue gave no compiled rules.</summary>
    /// <param name="key">The policy or scheme asked for.</param>
    /// <param name="rules">The rules in which it was not found.</param>
    public static FaultException Unusable(DocumentKey key, RulesAt rules) => new(
        rules.InForce.Documents.Any(d => d.Key == key)
            ? CatalogFaults.DoesNotCompile(key, rules.InForce.Problems)
            : CatalogFaults.NotInForce(key, rules.AsOf));
}
