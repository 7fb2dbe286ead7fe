namespace PolicyApi.Storage;

/// <summary>
/// The journal: changes to documents, and notes of everything else that must be provable later, in one hash chain.
/// Contents of documents are stored separately, by their hash.
/// </summary>
public interface IJournalStore
{
    /// <summary>Writes entries, the contents they bring, and records: all of them or none. Durable when the task completes.</summary>
    /// <param name="change">What to write, and the conditions for writing it.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="StoreBusyException">Too many are waiting; nothing was written.</exception>
    /// <exception cref="StoreFullException">There is too little disk space for contents and new records; nothing was written.</exception>
    /// <exception cref="ArgumentException">Something in it cannot be stored: the message says what and why.</exception>
    Task<AppendResult> AppendAsync(StoreChange change, CancellationToken cancellationToken);

    /// <summary>Reads the journal in order. Every entry's hash and its link to the previous entry are verified.</summary>
    /// <param name="afterSequence">The sequence of the last entry already known; 0 for none.</param>
    /// <param name="most">The maximum number of entries; 1–10,000.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="most"/> only at the end of the journal.</returns>
    Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(long afterSequence, int most, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the entries about documents in order and skips the notes between them: the cost does not grow with the number of notes.
    /// Every entry's hash is verified; its link to the previous entry is verified by <see cref="ReadJournalAsync"/>.
    /// </summary>
    /// <param name="afterSequence">The sequence of the last entry already known; 0 for none.</param>
    /// <param name="most">The maximum number of entries; 1–10,000.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>Fewer than <paramref name="most"/> only when there are no more.</returns>
    Task<IReadOnlyList<DocumentEntry>> ReadDocumentEntriesAsync(long afterSequence, int most, CancellationToken cancellationToken);

    /// <summary>Reads the end of the journal; cheap enough to be called every second.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<JournalHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>Reads the content with a hash, verified.</summary>
    /// <param name="sha256">64 lower-case hex digits.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<ReadOnlyMemory<byte>?> ReadContentAsync(string sha256, CancellationToken cancellationToken);
}

/// <summary>The end of the journal.</summary>
/// <param name="Sequence">The number of the last entry; 0 if there is none.</param>
/// <param name="Hash">The hash of the last entry; <see cref="JournalChain.Start"/> when there is none.</param>
/// <param name="DocumentSequence">The number of the last entry about a document; 0 when there is none. While it stays the same, no document has
/// changed.</param>
public sealed record JournalHead(long Sequence, string Hash, long DocumentSequence);
