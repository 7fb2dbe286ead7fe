namespace PolicyApi.Storage;

/// <summary>
/// The log of decisions: append-only and sealed group by group, so that a missing or changed record is detected. Seals stay valid when bodies are erased.
/// </summary>
public interface IDecisionStore
{
    /// <summary>
    /// Writes records to the decision log: all of them or none, durable when the task completes. A record that already exists
    /// with the same content is left unchanged, erased or not, so that a caller may retry. A caller should retry if the process ended
    /// before the task completed, because a store that keeps each month separately may have written one of two months.
    /// </summary>
    /// <param name="records">1 to <see cref="StoreLimits.MaxDecisionsPerAppend"/> records. Once written, their bodies are no longer read: the memory may
    /// be reused.</param>
    /// <exception cref="StoreBusyException">Too many are waiting; nothing was written.</exception>
    /// <exception cref="StoreFullException">There is too little disk space; nothing was written.</exception>
    /// <exception cref="DecisionIdTakenException">A record's id belongs to another record; nothing was written.</exception>
    /// <exception cref="ArgumentException">A record cannot be stored: the message says which and why.</exception>
    Task AppendDecisionsAsync(IReadOnlyList<DecisionRecord> records);

    /// <summary>Reads one record, verified.</summary>
    /// <param name="id">The record's id; case matters.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<DecisionRecord?> FindDecisionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists records, newest first; those of the same millisecond by descending id, ordinally.</summary>
    /// <param name="filter">Which records. Erased records have no subject any more.</param>
    /// <param name="after">Where the previous page ended; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">The maximum number of records; 1 to the store's setting, which is 200 by default and never above
    /// <see cref="StoreLimits.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="pageSize"/> only at the end.</returns>
    Task<IReadOnlyList<DecisionRecord>> ListDecisionsAsync(
        DecisionFilter filter, DecisionCursor? after, int pageSize, CancellationToken cancellationToken);

    /// <summary>
    /// Permanently removes the bodies and the subjects of records, overwriting them where the store can; id, type, time, document, hash
    /// and the time of the erasure remain. Records that are already erased or do not exist are ignored, so that a caller may retry.
    /// </summary>
    /// <param name="ids">1 to <see cref="StoreLimits.MaxDecisionsPerAppend"/> ids.</param>
    /// <param name="at">When; stored in UTC, truncated to the millisecond.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The ids of the records that this call erased, in the given order.</returns>
    Task<IReadOnlyList<string>> EraseDecisionsAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Lists the months (UTC) that have seals, by their first days, in order. Each has its own chain.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<IReadOnlyList<DateOnly>> ListSealMonthsAsync(CancellationToken cancellationToken);

    /// <summary>Reads a month's seals in order. Every seal's hash and its link to the previous seal are verified.</summary>
    /// <param name="month">The first day of the month of the records' times.</param>
    /// <param name="afterSequence">The sequence of the last seal already known; 0 for none.</param>
    /// <param name="most">The maximum number; 1–10,000.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="most"/> only at the end.</returns>
    Task<IReadOnlyList<DecisionSeal>> ReadSealsAsync(DateOnly month, long afterSequence, int most, CancellationToken cancellationToken);

    /// <summary>Reads the last of a month's seals and verifies its hash; cheap, however many seals there are.</summary>
    /// <param name="month">The first day of the month of the records' times.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<DecisionSeal?> ReadLastSealAsync(DateOnly month, CancellationToken cancellationToken);

    /// <summary>Reads the records under a seal, in order, without their bodies: the input of <see cref="DecisionSeals.Root"/>.</summary>
    /// <param name="month">The seal's month.</param>
    /// <param name="sequence">The seal's sequence.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The records; empty if there is no such seal.</returns>
    Task<IReadOnlyList<SealedDecision>> ReadSealedAsync(DateOnly month, long sequence, CancellationToken cancellationToken);
}
