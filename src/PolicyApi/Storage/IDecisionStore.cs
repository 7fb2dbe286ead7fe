namespace PolicyApi.Storage;

/// <summary>The log of decisions: append-only, sealed group by group, so that a missing or changed record shows. Bodies can be erased; the seals still hold.</summary>
public interface IDecisionStore
{
    /// <summary>
    /// Writes records to the decision log: all of them or none, durable when the task completes. A record that is already there
    /// with the same content is left as it is, erased or not, so that a caller may try again; which it should when the process ended
    /// before it was answered, as a store may keep each month by itself and have written one of two.
    /// </summary>
    /// <param name="records">1 to <see cref="StoreLimits.MaxDecisionsPerAppend"/> records. Once they are written, nobody reads their bodies any more: the memory may serve others.</param>
    /// <exception cref="StoreBusyException">Too many are waiting; nothing was written.</exception>
    /// <exception cref="StoreFullException">There is too little room; nothing was written.</exception>
    /// <exception cref="DecisionIdTakenException">A record's id belongs to another record; nothing was written.</exception>
    /// <exception cref="ArgumentException">A record cannot be stored: the message says which and why.</exception>
    Task AppendDecisionsAsync(IReadOnlyList<DecisionRecord> records);

    /// <summary>Reads one record, verified.</summary>
    /// <param name="id">The record's id; case matters.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<DecisionRecord?> FindDecisionAsync(string id, CancellationToken cancellationToken);

    /// <summary>Lists records, newest first; those of one millisecond by falling id, ordinally.</summary>
    /// <param name="filter">Which. Erased records have no subject any more.</param>
    /// <param name="after">Where the page before ended; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">At most so many records; 1 to what the store is set to, which is 200 unless said and never above <see cref="StoreLimits.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="pageSize"/> only at the end.</returns>
    Task<IReadOnlyList<DecisionRecord>> ListDecisionsAsync(
        DecisionFilter filter, DecisionCursor? after, int pageSize, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the bodies and the subjects of records for good, overwriting them where the store can; id, type, time, document, hash
    /// and the time of the erasure stay. What is erased already, or is not there, is left as it is, so that a caller may try again.
    /// </summary>
    /// <param name="ids">1 to <see cref="StoreLimits.MaxDecisionsPerAppend"/> ids.</param>
    /// <param name="at">When; stored in UTC, cut to the millisecond.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The ids of those that were erased now, in the order given.</returns>
    Task<IReadOnlyList<string>> EraseDecisionsAsync(IReadOnlyList<string> ids, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The months (UTC) that have seals, by their first days, in order. Each has a chain of its own.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<IReadOnlyList<DateOnly>> ListSealMonthsAsync(CancellationToken cancellationToken);

    /// <summary>Reads a month's seals in order. Every seal's hash and its link to the one before are verified.</summary>
    /// <param name="month">The first day of the month of the records' times.</param>
    /// <param name="afterSequence">The sequence of the last seal already known; 0 for none.</param>
    /// <param name="most">At most so many; 1–10,000.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="most"/> only at the end.</returns>
    Task<IReadOnlyList<DecisionSeal>> ReadSealsAsync(DateOnly month, long afterSequence, int most, CancellationToken cancellationToken);

    /// <summary>Reads the last of a month's seals, its hash verified: cheap, however many there are.</summary>
    /// <param name="month">The first day of the month of the records' times.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<DecisionSeal?> ReadLastSealAsync(DateOnly month, CancellationToken cancellationToken);

    /// <summary>The records under a seal, in their order, without their bodies: what <see cref="DecisionSeals.Root"/> is computed from.</summary>
    /// <param name="month">The seal's month.</param>
    /// <param name="sequence">The seal's sequence.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Empty when there is no such seal.</returns>
    Task<IReadOnlyList<SealedDecision>> ReadSealedAsync(DateOnly month, long sequence, CancellationToken cancellationToken);
}
