using System.Diagnostics.CodeAnalysis;

namespace PolicyApi.Catalog;

/// <summary>Keeps the values used last, up to a fixed number. Safe for concurrent use.</summary>
internal sealed class LruCache<TKey, TValue>(int capacity, IEqualityComparer<TKey> comparer)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(TKey Key, TValue Value)> _newestFirst = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _byKey = new(comparer);

    public int Count
    {
        get
        {
            lock (_lock)
                return _byKey.Count;
        }
    }

    /// <summary>The values kept now, the one used last first.</summary>
    public IReadOnlyList<TValue> Values
    {
        get
        {
            lock (_lock)
                return [.. _newestFirst.Select(n => n.Value)];
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            var found = _byKey.TryGetValue(key, out var node);
            value = found ? Touch(node!) : default;
            return found;
        }
    }

    /// <summary>Returns the value of the key if there is one; otherwise adds and returns the given value.</summary>
    public TValue GetOrAdd(TKey key, TValue fresh)
    {
        lock (_lock)
        {
            if (_byKey.TryGetValue(key, out var node))
                return Touch(node);
            _byKey.Add(key, _newestFirst.AddFirst((key, fresh)));
            if (_byKey.Count > capacity)
                RemoveOldest();
            return fresh;
        }
    }

    public void Remove(TKey key)
    {
        lock (_lock)
        {
            if (_byKey.Remove(key, out var node))
                _newestFirst.Remove(node);
        }
    }

    private TValue Touch(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        _newestFirst.Remove(node);
        _newestFirst.AddFirst(node);
        return node.Value.Value;
    }

    private void RemoveOldest()
    {
        var oldest = _newestFirst.Last!;
        _newestFirst.RemoveLast();
        _byKey.Remove(oldest.Value.Key);
    }
}
