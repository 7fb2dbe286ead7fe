using System.Diagnostics;

namespace PolicyService.Load;

/// <summary>
/// Lets requests go when they are due, to a millisecond. The framework's timers follow a clock of the system that goes on every 4 ms where it ticks 250
/// times a second: requests then go in bursts, late by up to 4 ms, which would be told as the server's latency.
/// </summary>
internal sealed class Pace : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, TimeSpan> _waiting = new();
    private readonly Stopwatch _watch;
    private readonly Thread _thread;
    private volatile bool _isOver;

    /// <summary>Starts its thread.</summary>
    /// <param name="watch">The clock by which something is due.</param>
    public Pace(Stopwatch watch)
    {
        _watch = watch;
        _thread = new Thread(Release) { IsBackground = true, Name = "pace" };
        _thread.Start();
    }

    /// <summary>Done when the clock shows a time.</summary>
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

    /// <summary>Ends its thread; nobody may wait then.</summary>
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
