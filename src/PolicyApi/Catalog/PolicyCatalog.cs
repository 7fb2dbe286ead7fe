using System.ComponentModel.DataAnnotations;
using PolicyApi.Catalog.Force;
using PolicyApi.Storage;
using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>
/// The live catalogue: the one place that holds what is in force. Readers take one immutable snapshot without waiting; changes are made one
/// after another: check against the snapshot, append to the journal, fold, swap.
/// </summary>
public sealed partial class PolicyCatalog : IDisposable
{
    private const int JournalPage = 1_000;

    private readonly IPolicyStore _store;
    private readonly TimeProvider _time;
    private readonly CompiledSets _sets;
    private readonly IntoForce _intoForce;
    private readonly CatalogOptions _options;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile State _state;

    private PolicyCatalog(IPolicyStore store, TimeProvider time, CatalogOptions options, CompiledSets sets, State state)
    {
        _options = options;
        _intoForce = new IntoForce(sets, options.SinglePerson);
        _store = store;
        _time = time;
        _sets = sets;
        _state = state;
    }

    /// <summary>All documents as they are now.</summary>
    public CatalogSnapshot Snapshot => _state.Snapshot;

    private DateOnly Today => DateOnly.FromDateTime(_time.GetUtcNow().UtcDateTime);

    /// <summary>Reads what was done to documents and compiles what is in force today.</summary>
    /// <param name="store">Where the documents live; stays the caller's to dispose of.</param>
    /// <param name="time">Says what day it is.</param>
    /// <param name="options">How much is kept in memory.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreCorruptException">The journal or a content is not what was written.</exception>
    public static Task<PolicyCatalog> OpenAsync(
        IPolicyStore store, TimeProvider time, CatalogOptions options, CancellationToken cancellationToken) =>
        OpenAsync(store, time, options, SetCompiler.Engine(options.Tests, time), cancellationToken);

    /// <summary>The content of a version: canonical JSON in UTF-8.</summary>
    /// <param name="key">The document.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is no such version.</returns>
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

    /// <summary>The policy whose code is translated for the machine next; <see langword="null"/> when nothing is left to do for now.</summary>
    internal CompiledPolicy? NextToTranslate() => TranslationOrder.Next(_state.Current.Set, _sets.Kept);

    /// <summary>The set in force today. Waits only when a new day has begun since the last call.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<SetInForce> GetCurrentSetAsync(CancellationToken cancellationToken)
    {
        var current = _state.Current;
        return current.AsOf == Today ? new(current) : new(BeginDayAsync(cancellationToken));
    }

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
        var compiled = await _sets.GetAsync(pins, _state.Current.Set, cancellationToken);
        return new SetInForce(asOf, null, pins, compiled.Set, compiled.Problems, null, standings.ToDictionary(s => s.Pin.Key, s => s.Standing));
    }

    /// <summary>Takes over what others have written to the journal since.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await CatchUpAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    internal static async Task<PolicyCatalog> OpenAsync(
        IPolicyStore store, TimeProvider time, CatalogOptions options, SetCompiler compiler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(options);
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        var sets = new CompiledSets(store, compiler, options);
        var snapshot = await ReadOnAsync(store, CatalogSnapshot.Empty, cancellationToken);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var current = await CompileAsync(sets, snapshot, today, null, cancellationToken);
        PrepareTomorrow(sets, snapshot, current);
        return new PolicyCatalog(store, time, options, sets, new State(snapshot, current));
    }

    private static async Task<CatalogSnapshot> ReadOnAsync(IPolicyStore store, CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await store.ReadDocumentEntriesAsync(snapshot.Revision, JournalPage, cancellationToken);
            snapshot = snapshot.Fold(page);
            if (page.Count < JournalPage)
                return snapshot;
        }
    }

    private static async Task<SetInForce> CompileAsync(
        CompiledSets sets, CatalogSnapshot snapshot, DateOnly day, SetInForce? before, CancellationToken cancellationToken)
    {
        var pins = snapshot.InForceAt(day, null);
        // Drafts come and go without touching what is in force.
        if (before is not null && pins.SequenceEqual(before.Documents))
            return before.AsOf == day && before.Known == snapshot.KnownAt(null) ? before : SetInForce.Of(snapshot, day, null, pins, new CompiledSet(before.Set, before.Problems));
        return SetInForce.Of(snapshot, day, null, pins, await sets.GetAsync(pins, before?.Set, cancellationToken));
    }

    private static IReadOnlyList<DocumentPin> Replace(IReadOnlyList<DocumentPin> pins, DocumentPin by) =>
        [.. pins.Where(p => p.Key != by.Key).Append(by).OrderBy(p => p.Key)];

    private async Task<SetInForce> BeginDayAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var today = Today;
            if (_state.Current.AsOf != today)
            {
                _state = await StateOfAsync(_state.Snapshot, today, cancellationToken);
                PrepareTomorrow(_sets, _state.Snapshot, _state.Current);
            }

            return _state.Current;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>
    /// Compiles what comes into force tomorrow while nobody waits for it, so that no request of the new day does. Should it
    /// fail, whoever asks for the set tries again and is told. What is published today was compiled when it was checked.
    /// </summary>
    private static void PrepareTomorrow(CompiledSets sets, CatalogSnapshot snapshot, SetInForce today)
    {
        var tomorrow = snapshot.InForceAt(today.AsOf.AddDays(1), null);
        if (!tomorrow.SequenceEqual(today.Documents))
            _ = Task.Run(() => sets.GetAsync(tomorrow, today.Set, CancellationToken.None));
    }

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var snapshot = await ReadOnAsync(_store, _state.Snapshot, cancellationToken);
        if (ReferenceEquals(snapshot, _state.Snapshot))
            return;
        _state = await StateOfAsync(snapshot, Today, cancellationToken);
    }

    private async Task<State> StateOfAsync(CatalogSnapshot snapshot, DateOnly today, CancellationToken cancellationToken)
    {
        var current = await CompileAsync(_sets, snapshot, today, _state.Current, cancellationToken);
        if (current.Known is { } last && last != _state.Current.Known)
            _options.CameIntoForce?.Invoke(_time.GetUtcNow() - last.At);
        return new State(snapshot, current);
    }

    /// <summary>What is swapped as one: a reader never sees a new catalogue with an old set.</summary>
    private sealed record State(CatalogSnapshot Snapshot, SetInForce Current);
}
