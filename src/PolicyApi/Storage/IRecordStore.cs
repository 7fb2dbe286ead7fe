namespace PolicyApi.Storage;

/// <summary>
/// Small items that change, by collection and id: keys, settings, answers kept for repeated requests, work in progress. They are written by
/// <see cref="IJournalStore.AppendAsync"/>, each against the version its writer has seen. Expired records are treated as absent.
/// </summary>
public interface IRecordStore
{
    /// <summary>Reads one record, verified.</summary>
    /// <param name="key">The record's collection and id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<StoredRecord?> FindRecordAsync(RecordKey key, CancellationToken cancellationToken);

    /// <summary>Lists a collection by id, ordinally.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="afterId">The last id of the previous page; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">The maximum number; 1 to <see cref="StoreLimits.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="pageSize"/> only at the end.</returns>
    Task<IReadOnlyList<StoredRecord>> ListRecordsAsync(string collection, string? afterId, int pageSize, CancellationToken cancellationToken);

    /// <summary>Removes expired records, at most <see cref="StoreLimits.MaxSweep"/> at a time; to be called periodically.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>How many were removed; <see cref="StoreLimits.MaxSweep"/> when there may be more.</returns>
    Task<int> SweepRecordsAsync(CancellationToken cancellationToken);
}
