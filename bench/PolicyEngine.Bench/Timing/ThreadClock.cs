using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PolicyEngine.Bench.Timing;

/// <summary>
/// The processor time of this thread, so that other work on the machine does not count. On systems other than Linux, it is the
/// elapsed time.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>The nanoseconds since some fixed moment.</summary>
    public static long Nanoseconds => OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0
        ? (time.Seconds * 1_000_000_000) + time.Nanoseconds
        : (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
