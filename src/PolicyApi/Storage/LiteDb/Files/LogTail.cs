namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>
/// Removes from a log what a crash left after the last commit. LiteDB would keep those pages, number its next transactions
/// by the last of them, which may be half a page, and could then take old pages for part of a new transaction. The last commit itself may not have
/// been acknowledged, but what is kept of it must not vanish after it was shown or written to the data file.
/// </summary>
internal static class LogTail
{
    public static void Cut(IDataFile log)
    {
        if (log.Length == 0)
            return;
        var end = EndOfLastCommit(log);
        if (end < log.Length)
            log.SetLength(end);
        log.Sync();
    }

    private static long EndOfLastCommit(IDataFile log)
    {
        Span<byte> head = stackalloc byte[LiteDbPage.ConfirmedAt + 1];
        var pages = log.Length / LiteDbPage.Size;
        for (; pages > 0; pages--)
        {
            var read = log.Read((pages - 1) * LiteDbPage.Size, head);
            if (read == head.Length && LiteDbPage.IsConfirmed(head))
                break;
        }

        return pages * LiteDbPage.Size;
    }
}
