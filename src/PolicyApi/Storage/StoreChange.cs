namespace PolicyApi.Storage;

/// <summary>What is written as one: entries of the journal in order, and records. At least one of either, at most <see cref="StoreLimits.MaxChangeParts"/> of both.</summary>
public sealed record StoreChange
{
    /// <summary>The entries; several for one document expect revisions that follow each other.</summary>
    public IReadOnlyList<NewEntry> Entries { get; init; } = [];

    /// <summary>The records; each key once.</summary>
    public IReadOnlyList<RecordWrite> Records { get; init; } = [];

    /// <summary>
    /// The sequence up to which the writer has read the journal. When an entry about a document stands after it, nothing is written:
    /// what the writer has checked no longer holds. Notes after it do not matter. <see langword="null"/> when nothing else was looked at.
    /// </summary>
    public long? ExpectedSequence { get; init; }

    /// <summary>A change of entries alone.</summary>
    /// <param name="entries">At least one.</param>
    public static StoreChange Of(params IReadOnlyList<NewEntry> entries) => new() { Entries = entries };
}

/// <summary>How an append ended: either all of it is written, or nothing. When several do not fit, the first in the order below is told.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>All of it was written.</summary>
    /// <param name="Entries">As they stand in the journal.</param>
    public sealed record Appended(IReadOnlyList<JournalEntry> Entries) : AppendResult;

    /// <summary>Nothing was written: a document that the writer had not read has changed.</summary>
    /// <param name="Expected">The sequence that the writer knew.</param>
    /// <param name="Actual">That of the last entry about a document.</param>
    public sealed record JournalMoved(long Expected, long Actual) : AppendResult;

    /// <summary>Nothing was written: a document has moved on since the caller looked.</summary>
    /// <param name="Key">The first document that has.</param>
    /// <param name="ExpectedRevision">What the caller expected.</param>
    /// <param name="ActualRevision">What it is.</param>
    public sealed record Conflict(DocumentKey Key, int ExpectedRevision, int ActualRevision) : AppendResult;

    /// <summary>Nothing was written: a record has moved on since the caller looked.</summary>
    /// <param name="Key">The first record that has.</param>
    /// <param name="ExpectedVersion">What the caller expected.</param>
    /// <param name="ActualVersion">What it is; 0 when there is none.</param>
    public sealed record RecordConflict(RecordKey Key, long ExpectedVersion, long ActualVersion) : AppendResult;
}
