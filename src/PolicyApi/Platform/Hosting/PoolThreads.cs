namespace PolicyApi.Platform.Hosting;

/// <summary>How many requests and streams are worked on side by side before the runtime hesitates to start another thread.</summary>
internal static class PoolThreads
{
    /// <summary>
    /// The least. The runtime's own is one thread for each core and a few more each second: on one core a few streams then hold up every single
    /// decision (docs/performance.md).
    /// </summary>
    public const int Least = 16;

    /// <summary>Raises the least number of the runtime's pool to <see cref="Least"/>; a higher one, of many cores or set from outside, stays.</summary>
    public static void Prepare()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        if (workers < Least)
            ThreadPool.SetMinThreads(Least, completions);
    }
}
