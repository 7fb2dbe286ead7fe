namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>What a chapter covers: as much as must be known to see whether it has to be read.</summary>
/// <param name="First">The number of its first block.</param>
/// <param name="Last">The number of its last.</param>
/// <param name="End">Where its last block ends.</param>
/// <param name="Count">How many decisions are in it.</param>
/// <param name="FromAt">The time of its oldest record, in milliseconds since 1970.</param>
/// <param name="ToAt">That of its newest.</param>
/// <param name="FromId">The lowest of its ids, ordinally.</param>
/// <param name="ToId">The highest.</param>
internal sealed record ChapterFence(long First, long Last, long End, int Count, long FromAt, long ToAt, string FromId, string ToId)
{
    /// <summary>Whether it may hold an id.</summary>
    public bool MayHold(string id) => string.CompareOrdinal(FromId, id) <= 0 && string.CompareOrdinal(id, ToId) <= 0;
}
