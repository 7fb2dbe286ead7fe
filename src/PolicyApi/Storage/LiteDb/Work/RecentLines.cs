using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>How many lines of each job were done recently; kept in memory, because it is only displayed.</summary>
/// <param name="time">Determines what is recent.</param>
internal sealed class RecentLines(TimeProvider time)
{
    private readonly Queue<(DateTimeOffset At, string Job, int Lines)> _done = new();

    /// <summary>Notes that lines were done.</summary>
    public void Add(string job, int lines)
    {
        lock (_done)
        {
            Forget();
            _done.Enqueue((time.GetUtcNow(), job, lines));
        }
    }

    /// <summary>The lines of a job that were done within <see cref="WorkLimits.Recent"/>.</summary>
    public long Of(string job)
    {
        lock (_done)
        {
            Forget();
            return _done.Where(d => string.Equals(d.Job, job, StringComparison.Ordinal)).Sum(d => (long)d.Lines);
        }
    }

    private void Forget()
    {
        while (_done.TryPeek(out var oldest) && time.GetUtcNow() - oldest.At > WorkLimits.Recent)
            _done.Dequeue();
    }
}
