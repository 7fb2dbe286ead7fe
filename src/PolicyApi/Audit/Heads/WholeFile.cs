namespace PolicyApi.Audit.Heads;

/// <summary>Writes files so that they exist completely or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes a temporary file next to it, syncs, and renames it.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var beside = path + ".new";
        await using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(bytes, cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }
}
