using System.Diagnostics;

namespace PolicyService.Load;

/// <summary>
/// Releases requests when they are due, to the millisecond. The framework's timers follow a system clock that may advance only every 4 ms: requests would
/// then go out in bursts, up to 4 ms late, which would be counted as latency of the server.
/// </summary>
internal sealed class Pace : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, TimeSpan> _waiting = new();
    private readonly Stopwatch _watch;
    private readonly Thread _thread;
    private volatile bool _isOver;

    /// <summary>Starts the thread that releases requests.</summary>
    /// <param name="watch">The clock by which requests are due.</param>
    public Pace(Stopwatch watch)
    {
        _watch = watch;
        _thread = new Thread(Release) { IsBackground = true, Name = "pace" };
        _thread.Start();
    }

    /// <summary>Returns a task that completes when the clock shows a time.</summary>
    /// <param name="due">The time.</param>
    public Task UntilAsync(TimeSpan due)
    {
        if (due <= _watch.Elapsed)
            return Task.CompletedTask;
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
            _waiting.Enqueue(waiting, due);
        return waiting.Task;
    }

    /// <summary>Ends the thread; nothing may be waiting any more.</summary>
    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Release()
    {
        while (!_isOver)
        {
            Thread.Sleep(1);
            lock (_lock)
            {
                while (_waiting.TryPeek(out var next, out var due) && due <= _watch.Elapsed)
                {
                    _waiting.Dequeue();
                    next.SetResult();
                }
            }
        }
    }
}
