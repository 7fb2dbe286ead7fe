namespace PolicyApi.Storage;

/// <summary>
/// Small things that change, by collection and id: keys, settings, answers to be repeated, work under way. They are written by
/// <see cref="IJournalStore.AppendAsync"/>, each against the version its writer has seen. Expired ones are as if they were not there.
/// </summary>
public interface IRecordStore
{
    /// <summary>Reads one record, verified.</summary>
    /// <param name="key">Its collection and id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<StoredRecord?> FindRecordAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>Lists a collection by id, ordinally.</summary>
    /// <param name="collection">Which.</param>
    /// <param name="afterId">The last id of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">At most so many; 1 to <see cref="StoreLimits.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="pageSize"/> only at the end.</returns>
    Task<IReadOnlyList<StoredRecord>> ListRecordsAsync(string collection, string? afterId, int pageSize, CancellationToken cancellationToken);

    /// <summary>Removes records that have expired, at most <see cref="StoreLimits.MaxSweep"/> at a time; to be called now and then.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>How many were removed; <see cref="StoreLimits.MaxSweep"/> when there may be more.</returns>
    Task<int> SweepRecordsAsync(CancellationToken cancellationToken);
}
