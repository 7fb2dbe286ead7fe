namespace PolicyApi.Audit.Heads;

/// <summary>Files that are there as a whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside, syncs, and moves into place.</summary>
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
