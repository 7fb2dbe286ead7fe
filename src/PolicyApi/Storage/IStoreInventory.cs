namespace PolicyApi.Storage;

/// <summary>Lists what a store contains regardless of the journal, to find anything that was added behind the service's back.</summary>
public interface IStoreInventory
{
    /// <summary>Lists the hashes of all contents, ordinally.</summary>
    /// <param name="afterSha256">The last hash of the previous page; <see langword="null"/> for the first page.</param>
    /// <param name="most">The maximum number; 1 to <see cref="StoreLimits.MaxJournalRead"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="most"/> only at the end.</returns>
    Task<IReadOnlyList<string>> ListContentsAsync(string? afterSha256, int most, CancellationToken cancellationToken);
}
