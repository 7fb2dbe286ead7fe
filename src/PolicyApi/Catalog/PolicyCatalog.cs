using PolicyApi.Storage;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Reads the catalogue: the contents of documents, and what is in force on any day as known at any time. Changes nothing.</summary>
public sealed class PolicyCatalog
{
    private readonly LiveCatalog _live;
    private readonly CompiledSets _sets;
    private readonly IPolicyStore _store;

    internal PolicyCatalog(LiveCatalog live, CompiledSets sets, IPolicyStore store)
    {
        _live = live;
        _sets = sets;
        _store = store;
    }

    /// <summary>All documents as they are now.</summary>
    public CatalogSnapshot Snapshot => _live.Snapshot;

    /// <summary>Reads the content of a version: canonical JSON in UTF-8.</summary>
    /// <param name="key">The document.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> if the version does not exist.</returns>
    /// <exception cref="StoreCorruptException">The version exists, but its content is missing.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadContentAsync(DocumentKey key, int version, CancellationToken cancellationToken)
    {
        if (Snapshot.Find(key)?.FindVersion(version) is not { } found)
            return null;
        return await _store.ReadContentAsync(found.Sha256, cancellationToken)
            ?? throw new StoreCorruptException($"the content `{found.Sha256}` of `{key}` version {version} is missing; restore it from a backup");
    }

    /// <summary>Reads a content by its hash, whatever version has or had it.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> if it is not stored.</returns>
    public Task<ReadOnlyMemory<byte>?> ReadContentAsync(string sha256, CancellationToken cancellationToken) => _store.ReadContentAsync(sha256, cancellationToken);

    /// <summary>Returns the set in force today. Waits only if a new day has begun since the last call.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<SetInForce> GetCurrentSetAsync(CancellationToken cancellationToken) => _live.GetCurrentSetAsync(cancellationToken);

    /// <summary>Returns the set in force on a day, as known at a time, with some documents replaced by given contents.</summary>
    /// <param name="asOf">The day (UTC); <see langword="null"/> for today.</param>
    /// <param name="knownAt">Only publications made at or before this time count; <see langword="null"/> for all.</param>
    /// <param name="instead">Stored contents, possibly of drafts, to use instead of the versions in force of their documents, or in addition if there are
    /// none.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public async ValueTask<SetInForce> GetSetWithAsync(
        DateOnly? asOf, DateTimeOffset? knownAt, IReadOnlyCollection<DocumentPin> instead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(instead);
        var current = await GetCurrentSetAsync(cancellationToken);
        var day = asOf ?? current.AsOf;
        if (day == current.AsOf && knownAt is null && instead.Count == 0)
            return current;
        var snapshot = Snapshot;
        var pins = instead.Aggregate(snapshot.InForceAt(day, knownAt), Replace);
        var compiled = await _sets.GetAsync(pins, current.Set, cancellationToken);
        return SetInForce.Of(snapshot, day, knownAt, pins, compiled);
    }

    /// <summary>Returns a set that was in force once, whatever is in force now; for long-running work.</summary>
    /// <param name="asOf">The day (UTC) for which it was determined.</param>
    /// <param name="standings">The contents with their standings, in the order of their keys.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StoreCorruptException">A content is missing.</exception>
    public async Task<SetInForce> GetPinnedSetAsync(DateOnly asOf, IReadOnlyList<(DocumentPin Pin, Standing Standing)> standings, CancellationToken cancellationToken)
    {
        DocumentPin[] pins = [.. standings.Select(s => s.Pin)];
        var compiled = await _sets.GetAsync(pins, _live.Latest.Set, cancellationToken);
        return new SetInForce(asOf, null, pins, compiled.Set, compiled.Problems, null, standings.ToDictionary(s => s.Pin.Key, s => s.Standing));
    }

    /// <summary>Returns the policy whose code should be translated to machine code next; <see langword="null"/> if there is nothing to do for now.</summary>
    internal CompiledPolicy? NextToTranslate() => TranslationOrder.Next(_live.Latest.Set, _sets.Kept);

    private static IReadOnlyList<DocumentPin> Replace(IReadOnlyList<DocumentPin> pins, DocumentPin by) =>
        [.. pins.Where(p => p.Key != by.Key).Append(by).OrderBy(p => p.Key)];
}
