using System.Collections.Concurrent;

namespace PolicyEngine.Documents;

/// <summary>A pool of objects for reuse, so that evaluating allocates nothing. Safe for concurrent use.</summary>
/// <param name="create">Creates an object when none is free.</param>
internal sealed class Pool<T>(Func<T> create)
    where T : class
{
    private const int Most = 64;

    private readonly ConcurrentQueue<T> _free = new();
    private T? _next;

    /// <summary>Takes an object from the pool. It may still hold what its last user left in it.</summary>
    public T Rent() => Interlocked.Exchange(ref _next, null) ?? (_free.TryDequeue(out var free) ? free : create());

    /// <summary>Returns an object to the pool. Nobody may refer to it any more. When 64 are waiting, it is dropped.</summary>
    public void Return(T item)
    {
        if (Interlocked.CompareExchange(ref _next, item, null) is not null && _free.Count < Most)
            _free.Enqueue(item);
    }
}
