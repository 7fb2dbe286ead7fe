namespace PolicyApi.Storage;

/// <summary>
/// Keeps documents as an append-only journal with their contents beside it, and the log of decisions.
/// Safe for concurrent use. What a method has acknowledged survives a restart.
/// </summary>
/// <remarks>
/// Any method throws <see cref="StoreCorruptException"/> when stored bytes are not those that were written, and
/// <see cref="StoreFailedException"/> once the store cannot go on. Cancelling stops the wait for a turn, never a write that has begun.
/// </remarks>
public interface IPolicyStore : IAsyncDisposable
{
    /// <summary>Writes entries, and the contents they bring, to the journal: all of them or none.</summary>
    /// <param name="entries">At least one; several for one document expect revisions that follow each other.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <exception cref="ArgumentException">An entry cannot be stored: the message says which and why.</exception>
    Task<AppendResult> AppendAsync(IReadOnlyList<NewEntry> entries, CancellationToken cancellationToken);

    /// <summary>Reads the journal in order. Every entry's hash and its link to the one before are verified.</summary>
    /// <param name="afterSequence">The sequence of the last entry already known; 0 for none.</param>
    /// <param name="most">At most so many entries; 1–10,000.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns>Fewer than <paramref name="most"/> only at the end of the journal.</returns>
    Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long afterSequence, int most, CancellationToken cancellationToken);

    /// <summary>Reads the content of that hash, verified.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<ReadOnlyMemory<byte>?> ReadContentAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>
    /// Writes records to the decision log: all of them or none, durable when the task completes. A record that is already there
    /// with the same content is left as it is, so that a caller may try again.
    /// </summary>
    /// <param name="records">1 to <see cref="StoreLimits.MaxDecisionsPerAppend"/> records.</param>
    /// <exception cref="StoreBusyException">Too many are waiting; nothing was written.</exception>
    /// <exception cref="DecisionIdTakenException">A record's id belongs to another record; nothing was written.</exception>
    /// <exception cref="ArgumentException">A record cannot be stored: the message says which and why.</exception>
    Task AppendDecisionsAsync(IReadOnlyList<DecisionRecord> records);

    /// <summary>Reads one record, verified.</summary>
    /// <param name="id">The record's id; case matters.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<DecisionRecord?> FindDecisionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists records, newest first; those of one millisecond by falling id, ordinally.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Where the page before ended; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">At most so many records; 1 to what the store is set to, which is 200 unless said and never above <see cref="StoreLimits.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns>Fewer than <paramref name="pageSize"/> only at the end.</returns>
    Task<IReadOnlyList<DecisionRecord>> ListDecisionsAsync(
        DecisionFilter filter, DecisionCursor? after, int pageSize, CancellationToken cancellationToken);

    /// <summary>Asks whether the store can serve, by a real read. Does not throw for a store that cannot.</summary>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    Task<StoreProbe> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>Whether a store can serve.</summary>
/// <param name="Ready">Whether it can.</param>
/// <param name="Reason">Why not, and what to do; <see langword="null"/> when it can.</param>
public sealed record StoreProbe(bool Ready, string? Reason);

/// <summary>What every store holds at least, and what none is asked to hold more.</summary>
public static class StoreLimits
{
    /// <summary>Most bytes of one content or one decision's body: 8 MiB.</summary>
    public const int MaxContentBytes = 8 * 1024 * 1024;

    /// <summary>Most records in one append to the decision log.</summary>
    public const int MaxDecisionsPerAppend = 1_000;

    /// <summary>The highest setting for records on one page.</summary>
    public const int MaxPageSize = 1_000;

    /// <summary>Most entries read from the journal at once.</summary>
    public const int MaxJournalRead = 10_000;

    /// <summary>Most characters of a decision's id.</summary>
    public const int MaxDecisionIdLength = 128;
}
