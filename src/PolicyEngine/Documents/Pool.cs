using System.Collections.Concurrent;

namespace PolicyEngine.Documents;

/// <summary>Objects that are used again, so that evaluating allocates nothing. Safe for concurrent use.</summary>
/// <param name="create">Makes another when none is free.</param>
internal sealed class Pool<T>(Func<T> create)
    where T : class
{
    private const int Most = 64;

    private readonly ConcurrentQueue<T> _free = new();
    private T? _next;

    /// <summary>Takes one; its last user may have left anything in it.</summary>
    public T Rent() => Interlocked.Exchange(ref _next, null) ?? (_free.TryDequeue(out var free) ? free : create());

    /// <summary>Gives one back that nobody refers to any more.</summary>
    public void Return(T item)
    {
        if (Interlocked.CompareExchange(ref _next, item, null) is not null && _free.Count < Most)
            _free.Enqueue(item);
    }
}
