using System.Collections.Concurrent;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers;

/// <summary>The rules that answer one request.</summary>
/// <param name="InForce">The compiled documents.</param>
/// <param name="AsOf">The day for which they apply.</param>
/// <param name="KnownAt">When the last publication was made that they take into account: asked with it again, they are the same for ever.</param>
/// <param name="Revision">The journal's number of that publication.</param>
internal sealed record RulesAt(SetInForce InForce, DateOnly AsOf, DateTimeOffset KnownAt, long Revision)
{
    private readonly ConcurrentDictionary<object, object> _made = [];

    /// <summary>Something that is the same for every answer by these rules, created on first use.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="of">What it belongs to, such as a policy.</param>
    /// <param name="make">Creates it.</param>
    public T Once<T>(object of, Func<object, RulesAt, T> make)
        where T : class => (T)_made.GetOrAdd(of, static (key, with) => with.make(key, with.rules), (make, rules: this));

    /// <summary>The weakest standing of documents that an answer uses.</summary>
    /// <param name="documents">Their sections and ids.</param>
    public Standing StandingOf(params IEnumerable<(CatalogSection Section, string Id)> documents) =>
        InForce.StandingOf(documents.Select(d => new DocumentKey(d.Section, d.Id)));
}

/// <summary>Finds the rules for a request.</summary>
/// <param name="catalog">The documents.</param>
/// <param name="time">Supplies today's date.</param>
internal sealed class RulesFinder(PolicyCatalog catalog, TimeProvider time)
{
    private RulesAt? _today;

    /// <summary>The documents in force on a day, compiled together.</summary>
    /// <param name="key">The policy or scheme asked for.</param>
    /// <param name="when">The day, and the moment as known at which.</param>
    /// <param name="trial">Versions, including drafts, that replace those in force.</param>
    /// <param name="cancellation">Gives up.</param>
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
        return Of(await catalog.GetSetWithAsync(asOf, when.Known, instead, cancellation), knownAt);
    }

    /// <summary>Why there are no compiled rules for a document of the catalogue.</summary>
    /// <param name="key">The policy or scheme asked for.</param>
    /// <param name="rules">The rules that do not contain it.</param>
    public static FaultException Unusable(DocumentKey key, RulesAt rules) => new(
        rules.InForce.Documents.Any(d => d.Key == key)
            ? CatalogFaults.DoesNotCompile(key, rules.InForce.Problems)
            : CatalogFaults.NotInForce(key, rules.AsOf));

    // The same object as long as the same documents are in force: what it has prepared serves many requests.
    private RulesAt OfToday(SetInForce set)
    {
        var last = _today;
        return last is not null && ReferenceEquals(last.InForce, set) ? last : _today = Of(set, StoredTime.Cut(time.GetUtcNow()));
    }

    // Not the time of the request: another publication could be on its way to a replica, or have the same time.
    private static RulesAt Of(SetInForce set, DateTimeOffset asked) => new(set, set.AsOf, set.Known?.At ?? asked, set.Known?.Sequence ?? 0);

    private static DocumentPin Pin(CatalogSnapshot snapshot, VersionKey version) =>
        snapshot.Find(version.Key)?.FindVersion(version.Number) is { } found
            ? new DocumentPin(version.Key, version.Number, found.Sha256)
            : throw new FaultException(CatalogFaults.NotFound(version.Key, snapshot.Find(version.Key) is null ? null : version.Number));
}
