using System.Diagnostics;

namespace PolicyService.Faults;

/// <summary>How long the disk takes: what all figures of stores stand on.</summary>
internal static class SyncTime
{
    private const int Times = 300;

    /// <summary>One write of 4 KB with its sync, on the average.</summary>
    public static TimeSpan Measure(string folder)
    {
        var path = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite);
            var bytes = new byte[4096];
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < Times; i++)
            {
                RandomAccess.Write(file, bytes, (long)i * bytes.Length);
                RandomAccess.FlushToDisk(file);
            }

            return watch.Elapsed / Times;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
