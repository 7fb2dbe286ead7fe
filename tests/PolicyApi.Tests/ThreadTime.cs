using System.Diagnostics;
using System.Globalization;

namespace PolicyApi.Tests;

/// <summary>How long the current thread has had a processor: what work takes, whatever else the machine does meanwhile.</summary>
internal static class ThreadTime
{
    private const string Statistics = "/proc/thread-self/stat";
    private const int TicksPerSecond = 100;

    // Behind the name, which may hold anything: the fields 14 and 15 of proc(5).
    private const int UserAt = 11;

    /// <summary>The time so far, to a hundredth of a second; where the system does not tell, the time on the wall.</summary>
    public static TimeSpan Now
    {
        get
        {
            if (!File.Exists(Statistics))
                return Stopwatch.GetElapsedTime(0);
            var text = File.ReadAllText(Statistics);
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds(fields[UserAt..(UserAt + 2)].Sum(t => long.Parse(t, CultureInfo.InvariantCulture)) / (double)TicksPerSecond);
        }
    }
}
