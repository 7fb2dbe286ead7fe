using PolicyApi.Catalog.Force;
using PolicyApi.Storage;

namespace PolicyApi.Catalog;

/// <summary>
/// The live catalogue. It alone holds what is in force and writes document entries to the journal. Readers get an immutable state without
/// waiting. Commands run one at a time: each checks the snapshot, appends to the journal, folds the new entries and swaps the state.
/// </summary>
internal sealed class LiveCatalog : IDisposable
{
    private const int JournalPage = 1_000;

    private readonly IPolicyStore _store;
    private readonly TimeProvider _time;
    private readonly SetsByDay _sets;
    private readonly Action<TimeSpan>? _cameIntoForce;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile State _state;

    private LiveCatalog(IPolicyStore store, TimeProvider time, SetsByDay sets, Action<TimeSpan>? cameIntoForce, State state)
    {
        _store = store;
        _time = time;
        _sets = sets;
        _cameIntoForce = cameIntoForce;
        _state = state;
    }

    /// <summary>All documents as they are now.</summary>
    public CatalogSnapshot Snapshot => _state.Snapshot;

    /// <summary>The set in force when the state was last swapped; it is that of an earlier day until the first request of a new day.</summary>
    public SetInForce Latest => _state.Current;

    /// <summary>The current time (UTC).</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>The current day (UTC).</summary>
    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Reads the document entries of the journal and compiles the set in force today.</summary>
    /// <param name="store">The store of the documents; the caller disposes of it.</param>
    /// <param name="time">The clock.</param>
    /// <param name="compiled">Compiles and caches sets.</param>
    /// <param name="cameIntoForce">Called with the time between a publication's time stamp and its coming into force in this process;
    /// <see langword="null"/> for no call.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="StoreCorruptException">The journal or a content is damaged or missing.</exception>
    public static async Task<LiveCatalog> OpenAsync(
        IPolicyStore store, TimeProvider time, CompiledSets compiled, Action<TimeSpan>? cameIntoForce, CancellationToken cancellationToken)
    {
        var sets = new SetsByDay(compiled);
        var snapshot = await ReadOnAsync(store, CatalogSnapshot.Empty, cancellationToken);
        var current = await sets.GetAsync(snapshot, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), null, cancellationToken);
        sets.PrepareTomorrow(snapshot, current);
        return new LiveCatalog(store, time, sets, cameIntoForce, new State(snapshot, current));
    }

    /// <summary>Returns the set in force today. Waits only if a new day has begun since the last call.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public ValueTask<SetInForce> GetCurrentSetAsync(CancellationToken cancellationToken)
    {
        var current = _state.Current;
        return current.AsOf == Today ? new(current) : new(BeginDayAsync(cancellationToken));
    }

    /// <summary>Reads and applies what other processes have written to the journal.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public Task RefreshAsync(CancellationToken cancellationToken) =>
        InTurnAsync(_ => CatchUpAsync(cancellationToken), cancellationToken);

    /// <summary>Runs a command when no other command is running. Only the turn that it receives allows writing.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Cancels the wait for the turn.</param>
    public async Task<T> InTurnAsync<T>(Func<Turn, Task<T>> command, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await command(new Turn(this));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

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

    private Task<SetInForce> BeginDayAsync(CancellationToken cancellationToken) => InTurnAsync(
        async _ =>
        {
            var today = Today;
            if (_state.Current.AsOf != today)
            {
                await SwapAsync(_state.Snapshot, today, cancellationToken);
                _sets.PrepareTomorrow(_state.Snapshot, _state.Current);
            }

            return _state.Current;
        },
        cancellationToken);

    /// <summary>
    /// Appends a change and applies it to the state, together with what other processes have written. Returns whether the change was appended.
    /// </summary>
    private async Task<bool> AppendAsync(StoreChange change)
    {
        // Cannot be cancelled from here on: what is in the journal must also be in the catalogue.
        var result = await _store.AppendAsync(change, CancellationToken.None);
        if (result is AppendResult.Appended { Entries: var written } && written[0].Sequence == _state.Snapshot.Revision + 1)
            await SwapAsync(_state.Snapshot.Fold([.. written.OfType<DocumentEntry>()]), Today, CancellationToken.None);
        else
            await CatchUpAsync(CancellationToken.None);
        return result is AppendResult.Appended;
    }

    private async Task<CatalogSnapshot> CatchUpAsync(CancellationToken cancellationToken)
    {
        var snapshot = await ReadOnAsync(_store, _state.Snapshot, cancellationToken);
        if (!ReferenceEquals(snapshot, _state.Snapshot))
            await SwapAsync(snapshot, Today, cancellationToken);
        return snapshot;
    }

    private async Task SwapAsync(CatalogSnapshot snapshot, DateOnly today, CancellationToken cancellationToken)
    {
        var before = _state.Current;
        var current = await _sets.GetAsync(snapshot, today, before, cancellationToken);
        if (current.Known is { } last && last != before.Known)
            _cameIntoForce?.Invoke(Now - last.At);
        _state = new State(snapshot, current);
    }

    /// <summary>A snapshot and its set, swapped together so that a reader never sees a new catalogue with an old set.</summary>
    private sealed record State(CatalogSnapshot Snapshot, SetInForce Current);

    /// <summary>The turn of one command. No other command of this process writes while it lasts, and nothing can be written without one.</summary>
    internal sealed class Turn(LiveCatalog live)
    {
        /// <summary>All documents as they are now, including what this turn has written.</summary>
        public CatalogSnapshot Snapshot => live.Snapshot;

        /// <summary>Appends an entry that puts nothing into force.</summary>
        /// <param name="entry">The entry.</param>
        /// <returns><see cref="CatalogResult.Saved"/>, or <see cref="CatalogResult.Conflict"/> if another process has changed the document.</returns>
        /// <exception cref="InvalidOperationException">The entry has a first day in force; such entries must pass the gates.</exception>
        public async Task<CatalogResult> SaveAsync(NewDocumentEntry entry)
        {
            if (entry.EffectiveFrom is not null)
                throw new InvalidOperationException("whatever comes into force has to pass its gates first.");
            if (!await live.AppendAsync(StoreChange.Of(entry)))
                return new CatalogResult.Conflict(Snapshot.Find(entry.Key));
            var history = Snapshot.Find(entry.Key)!;
            return new CatalogResult.Saved(history, history.FindVersion(entry.Version)!);
        }

        /// <summary>Appends the entries of a change that has passed the gates: all of them or none.</summary>
        /// <param name="cleared">The entries.</param>
        /// <returns><see langword="false"/> if another process has changed documents since; then nothing was appended.</returns>
        public Task<bool> AppendAsync(IntoForce.Cleared cleared) =>
            live.AppendAsync(new StoreChange { Entries = cleared.Entries, ExpectedSequence = Snapshot.Revision });
    }
}
