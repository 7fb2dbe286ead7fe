using PolicyApi.Storage.LiteDb.Blocks;

namespace PolicyApi.Storage.LiteDb.Chapters;

/// <summary>A decision that was found and is still to be read.</summary>
/// <param name="At">Its time, in milliseconds since 1970.</param>
/// <param name="Id">Its id.</param>
/// <param name="Place">Its place.</param>
internal readonly record struct FoundDecision(long At, string Id, BlockPlace Place)
{
    /// <summary>The order of lists: newest first, those of the same millisecond by descending id.</summary>
    public static int NewestFirst(FoundDecision left, FoundDecision right) =>
        right.At != left.At ? right.At.CompareTo(left.At) : string.CompareOrdinal(right.Id, left.Id);
}
