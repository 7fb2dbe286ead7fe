namespace PolicyApi.Storage;

/// <summary>What a store holds beside what the journal leads to: so that something put there past the service shows.</summary>
public interface IStoreInventory
{
    /// <summary>The hashes of all contents, ordinally.</summary>
    /// <param name="afterSha256">The last of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="most">At most so many; 1 to <see cref="StoreLimits.MaxJournalRead"/>.</param>
    /// <param name="cancellationToken">Gives up while waiting.</param>
    /// <returns>Fewer than <paramref name="most"/> only at the end.</returns>
    Task<IReadOnlyList<string>> ListContentsAsync(string? afterSha256, int most, CancellationToken cancellationToken);
}
