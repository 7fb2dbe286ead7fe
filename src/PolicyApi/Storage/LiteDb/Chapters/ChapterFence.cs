namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>The range that a chapter covers, which shows whether the chapter has to be read.</summary>
/// <param name="First">The number of its first block.</param>
/// <param name="Last">The number of its last block.</param>
/// <param name="End">The position at which its last block ends.</param>
/// <param name="Count">The number of decisions in it.</param>
/// <param name="FromAt">The time of its oldest record, in milliseconds since 1970.</param>
/// <param name="ToAt">The time of its newest record, in milliseconds since 1970.</param>
/// <param name="FromId">The lowest of its ids, ordinally.</param>
/// <param name="ToId">The highest of its ids, ordinally.</param>
internal sealed record ChapterFence(long First, long Last, long End, int Count, long FromAt, long ToAt, string FromId, string ToId)
{
    /// <summary>Whether it may contain an id.</summary>
    public bool MayHold(string id) => string.CompareOrdinal(FromId, id) <= 0 && string.CompareOrdinal(id, ToId) <= 0;
}
