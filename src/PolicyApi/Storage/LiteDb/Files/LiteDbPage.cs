namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>The required facts about LiteDB's page format. Tests pin them to the release in use.</summary>
internal static class LiteDbPage
{
    /// <summary>Bytes of a page, in the data file and in the log.</summary>
    public const int Size = 8192;

    /// <summary>The number of bytes that a disk writes completely or not at all.</summary>
    public const int Sector = 4096;

    /// <summary>
    /// In the log: not 0 on the last page of a committed transaction, 0 on every other. LiteDB considers a transaction committed
    /// exactly if it finds this byte.
    /// </summary>
    public const int ConfirmedAt = 18;

    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[ConfirmedAt] != 0;
}
