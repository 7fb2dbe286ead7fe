namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>What must be known of LiteDB's page format. Tests pin it to the release in use.</summary>
internal static class LiteDbPage
{
    /// <summary>Bytes of a page, in the data file and in the log.</summary>
    public const int Size = 8192;

    /// <summary>Bytes that a disk writes wholly or not at all.</summary>
    public const int Sector = 4096;

    /// <summary>
    /// In the log: not 0 on the last page of a committed transaction, 0 on every other. LiteDB takes a transaction for committed
    /// exactly when it finds this byte.
    /// </summary>
    public const int ConfirmedAt = 18;

    public static bool IsConfirmed(ReadOnlySpan<byte> page) => page[ConfirmedAt] != 0;
}
