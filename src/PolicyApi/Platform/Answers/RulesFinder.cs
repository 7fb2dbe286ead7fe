using System.Collections.Concurrent;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers;

/// <summary>The rules by which a request is answered.</summary>
/// <param name="InForce">The compiled documents.</param>
/// <param name="AsOf">The day for which they apply.</param>
/// <param name="KnownAt">The time of the last publication that they include. A later request with this value as <c>knownAt</c> gets the same rules.</param>
/// <param name="Revision">The sequence number of that publication in the journal; 0 if there is none.</param>
internal sealed record RulesAt(SetInForce InForce, DateOnly AsOf, DateTimeOffset KnownAt, long Revision)
{
    private readonly ConcurrentDictionary<object, object> _made = [];

    /// <summary>Returns a value that is the same for every answer by these rules, and creates it on first use.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="of">The object that it belongs to, such as a policy.</param>
    /// <param name="make">Creates the value.</param>
    public T Once<T>(object of, Func<object, RulesAt, T> make)
        where T : class => (T)_made.GetOrAdd(of, static (key, with) => with.make(key, with.rules), (make, rules: this));

    /// <summary>Returns the weakest standing of the documents that an answer uses.</summary>
    /// <param name="documents">Their sections and ids.</param>
    public Standing StandingOf(params IEnumerable<(CatalogSection Section, string Id)> documents) =>
        InForce.StandingOf(documents.Select(d => new DocumentKey(d.Section, d.Id)));
}

/// <summary>Finds the rules for a request.</summary>
/// <param name="catalog">The documents.</param>
/// <param name="time">The clock, for today's date.</param>
internal sealed class RulesFinder(PolicyCatalog catalog, TimeProvider time)
{
    private RulesAt? _today;

    /// <summary>Returns the documents in force on a day, compiled together.</summary>
    /// <param name="key">The policy or scheme asked for.</param>
    /// <param name="when">The day, and the moment whose knowledge counts.</param>
    /// <param name="trial">Versions, including drafts, that replace those in force.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">There is no such document or version, or a parameter cannot be read.</exception>
    public async ValueTask<RulesAt> FindAsync(DocumentKey key, WhenQuery when, TrialQuery trial, CancellationToken cancellation)
    {
        var snapshot = catalog.Snapshot;
        if (snapshot.Find(key) is null)
            throw new FaultException(CatalogFaults.NotFound(key, null));
        if (when is { AsOf: null, KnownAt: null } && trial is { Version: null, Instead: null or [] })
            return OfToday(await catalog.GetCurrentSetAsync(cancellation));
        var now = StoredTime.Cut(time.GetUtcNow());
        var (asOf, knownAt) = when.At(now);
        IReadOnlyList<DocumentPin> instead = trial.VersionsFor(key) is { Count: > 0 } versions ? [.. versions.Select(v => Pin(snapshot, v))] : [];
        return Of(await catalog.GetSetWithAsync(asOf, when.KnownAt is null ? null : knownAt, instead, cancellation), knownAt);
    }

    /// <summary>Returns the error for a document of the catalogue that the rules do not contain, because it does not compile or is not in force.</summary>
    /// <param name="key">The policy or scheme asked for.</param>
    /// <param name="rules">The rules that do not contain it.</param>
    public static FaultException Unusable(DocumentKey key, RulesAt rules) => new(
        rules.InForce.Documents.Any(d => d.Key == key)
            ? CatalogFaults.DoesNotCompile(key, rules.InForce.Problems)
            : CatalogFaults.NotInForce(key, rules.AsOf));

    // Returns the same object while the same documents are in force, so that the values it has created serve many requests.
    private RulesAt OfToday(SetInForce set)
    {
        var last = _today;
        return last is not null && ReferenceEquals(last.InForce, set) ? last : _today = Of(set, StoredTime.Cut(time.GetUtcNow()));
    }

    // The time of the last known publication, not that of the request: another publication may not have reached this replica yet, or may have the same time.
    private static RulesAt Of(SetInForce set, DateTimeOffset asked) => new(set, set.AsOf, set.Known?.At ?? asked, set.Known?.Sequence ?? 0);

    private static DocumentPin Pin(CatalogSnapshot snapshot, VersionKey version) =>
        snapshot.Find(version.Key)?.FindVersion(version.Number) is { } found
            ? new DocumentPin(version.Key, version.Number, found.Sha256)
            : throw new FaultException(CatalogFaults.NotFound(version.Key, snapshot.Find(version.Key) is null ? null : version.Number));
}
