namespace PolicyApi.Platform.Hosting;

/// <summary>Sets how many threads the runtime starts without delay, and so how many requests and streams are worked on at the same time.</summary>
internal static class PoolThreads
{
    /// <summary>
    /// The minimum number of threads. By default, the runtime starts one thread per core and adds a few per second: on one core, a few streams
    /// then delay every single decision (docs/performance.md).
    /// </summary>
    public const int Least = 16;

    /// <summary>Raises the minimum of the thread pool to <see cref="Least"/>. A higher one, due to many cores or set from outside, stays.</summary>
    public static void Prepare()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        if (workers < Least)
            ThreadPool.SetMinThreads(Least, completions);
    }
}
