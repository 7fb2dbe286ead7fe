namespace PolicyApi.Storage;

/// <summary>
/// A unit of writing: entries of the journal in order, and records. At least one of either, at most <see cref="StoreLimits.MaxChangeParts"/> in total.
/// </summary>
public sealed record StoreChange
{
    /// <summary>The entries; several for one document expect consecutive revisions.</summary>
    public IReadOnlyList<NewEntry> Entries { get; init; } = [];

    /// <summary>The records; each key once.</summary>
    public IReadOnlyList<RecordWrite> Records { get; init; } = [];

    /// <summary>
    /// The sequence up to which the writer has read the journal. If an entry about a document comes after it, nothing is written:
    /// what the writer has checked may no longer be true. Notes after it do not matter. <see langword="null"/> if nothing else was checked.
    /// </summary>
    public long? ExpectedSequence { get; init; }

    /// <summary>Creates a change with entries only.</summary>
    /// <param name="entries">The entries, at least one.</param>
    public static StoreChange Of(params IReadOnlyList<NewEntry> entries) => new() { Entries = entries };
}

/// <summary>
/// The result of an append: either all of it is written, or nothing. If there are several conflicts, the first in the order below is reported.
/// </summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>All of it was written.</summary>
    /// <param name="Entries">The entries as they are in the journal.</param>
    public sealed record Appended(IReadOnlyList<JournalEntry> Entries) : AppendResult;

    /// <summary>Nothing was written: a document that the writer had not read has changed.</summary>
    /// <param name="Expected">The sequence known to the writer.</param>
    /// <param name="Actual">The sequence of the last entry about a document.</param>
    public sealed record JournalMoved(long Expected, long Actual) : AppendResult;

    /// <summary>Nothing was written: a document has changed since the caller read it.</summary>
    /// <param name="Key">The first document that has changed.</param>
    /// <param name="ExpectedRevision">The revision that the caller expected.</param>
    /// <param name="ActualRevision">The current revision.</param>
    public sealed record Conflict(DocumentKey Key, int ExpectedRevision, int ActualRevision) : AppendResult;

    /// <summary>Nothing was written: a record has changed since the caller read it.</summary>
    /// <param name="Key">The first record that has changed.</param>
    /// <param name="ExpectedVersion">The version that the caller expected.</param>
    /// <param name="ActualVersion">The current version; 0 if there is none.</param>
    public sealed record RecordConflict(RecordKey Key, long ExpectedVersion, long ActualVersion) : AppendResult;
}
