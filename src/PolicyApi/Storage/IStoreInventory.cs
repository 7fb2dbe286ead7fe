namespace PolicyApi.Storage;

/// <summary>What a store holds that the journal does not refer to, so that anything added behind the service's back is found.</summary>
public interface IStoreInventory
{
    /// <summary>The hashes of all contents, ordinally.</summary>
    /// <param name="afterSha256">The last of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="most">At most so many; 1 to <see cref="StoreLimits.MaxJournalRead"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="most"/> only at the end.</returns>
    Task<IReadOnlyList<string>> ListContentsAsync(string? afterSha256, int most, CancellationToken cancellationToken);
}
