using PolicyApi.Storage;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>Reads the catalogue: what is in force on any day, as it was known at any time, and what documents say. It changes nothing.</summary>
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

    /// <summary>The content of a version: canonical JSON in UTF-8.</summary>
    /// <param name="key">The document.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is no such version.</returns>
    /// <exception cref="StoreCorruptException">The version exists, but not its content.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadContentAsync(DocumentKey key, int version, CancellationToken cancellationToken)
    {
        if (Snapshot.Find(key)?.FindVersion(version) is not { } found)
            return null;
        return await _store.ReadContentAsync(found.Sha256, cancellationToken)
            ?? throw new StoreCorruptException($"the content `{found.Sha256}` of `{key}` version {version} is missing; restore it from a backup");
    }

    /// <summary>A content by its hash, of whatever version it is or was.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    public Task<ReadOnlyMemory<byte>?> ReadContentAsync(string sha256, CancellationToken cancellationToken) => _store.ReadContentAsync(sha256, cancellationToken);

    /// <summary>The set in force today. Waits only when a new day has begun since the last call.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<SetInForce> GetCurrentSetAsync(CancellationToken cancellationToken) => _live.GetCurrentSetAsync(cancellationToken);

    /// <summary>The set in force on a day, as it was known at a time.</summary>
    /// <param name="asOf">The day (UTC); <see langword="null"/> for today.</param>
    /// <param name="knownAt">What was known then; <see langword="null"/> for what is known now.</param>
    /// <param name="instead">A version, which may be a draft, to use instead of what its document has in force.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is no such version as <paramref name="instead"/>.</returns>
    public async ValueTask<SetInForce?> GetSetAsync(
        DateOnly? asOf, DateTimeOffset? knownAt, VersionKey? instead, CancellationToken cancellationToken)
    {
        if (instead is null)
            return await GetSetWithAsync(asOf, knownAt, [], cancellationToken);
        return Snapshot.Find(instead.Key)?.FindVersion(instead.Number) is { } version
            ? await GetSetWithAsync(asOf, knownAt, [new DocumentPin(instead.Key, version.Number, version.Sha256)], cancellationToken)
            : null;
    }

    /// <summary>The set in force on a day, as it was known at a time, with some contents in the place of others.</summary>
    /// <param name="asOf">The day (UTC); <see langword="null"/> for today.</param>
    /// <param name="knownAt">What was known then; <see langword="null"/> for what is known now.</param>
    /// <param name="instead">Stored contents, also of drafts, that take the place of whatever their documents have in force.</param>
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

    /// <summary>A set that was once in force, compiled from its contents whatever is in force now; for long-running work.</summary>
    /// <param name="asOf">The day (UTC) it was found for.</param>
    /// <param name="standings">The contents, in the order of their keys, and what the approval of each was worth.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StoreCorruptException">A content is missing.</exception>
    public async Task<SetInForce> GetPinnedSetAsync(DateOnly asOf, IReadOnlyList<(DocumentPin Pin, Standing Standing)> standings, CancellationToken cancellationToken)
    {
        DocumentPin[] pins = [.. standings.Select(s => s.Pin)];
        var compiled = await _sets.GetAsync(pins, _live.Latest.Set, cancellationToken);
        return new SetInForce(asOf, null, pins, compiled.Set, compiled.Problems, null, standings.ToDictionary(s => s.Pin.Key, s => s.Standing));
    }

    /// <summary>The policy whose code is translated for the machine next; <see langword="null"/> when nothing is left to do for now.</summary>
    internal CompiledPolicy? NextToTranslate() => TranslationOrder.Next(_live.Latest.Set, _sets.Kept);

    private static IReadOnlyList<DocumentPin> Replace(IReadOnlyList<DocumentPin> pins, DocumentPin by) =>
        [.. pins.Where(p => p.Key != by.Key).Append(by).OrderBy(p => p.Key)];
}
