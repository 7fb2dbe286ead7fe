namespace PolicyApi.Storage.LiteDb.Files;

/// <summary>LiteDB's data file. It is only written from a log that is durable, so that a torn write is repaired from there.</summary>
/// <param name="file">The file.</param>
/// <param name="log">Its log.</param>
internal sealed class DataStream(IDataFile file, LogStream log) : PageStream(file)
{
    public override void Flush() => File.Sync();

    public override void SetLength(long value)
    {
        File.SetLength(value);
        File.Sync();
    }

    protected override void BeforeRead()
    {
    }

    protected override void Write(long position, ReadOnlySpan<byte> bytes)
    {
        log.Sync();
        File.Write(position, bytes);
    }
}
