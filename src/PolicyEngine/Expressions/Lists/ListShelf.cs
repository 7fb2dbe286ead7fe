using System.Runtime.CompilerServices;

namespace PolicyEngine.Expressions.Lists;

/// <summary>Reusable lists of one type.</summary>
internal abstract class ListShelf
{
    /// <summary>Takes back a list.</summary>
    public abstract void TakeBack(int place);
}

/// <summary>
/// Reusable lists of one type, each lent only for its exact length. The shelf is small, so its memory does not matter; longer lists, and those
/// of a decision that needs many at once, are left to the garbage collector.
/// </summary>
internal sealed class ListShelf<T> : ListShelf
{
    private const int MostLists = 256;
    private const int MostItems = 16_384; // In all lists together.
    private const int MostItemsOfOne = MostItems / 4;

    private readonly T[][] _lists = new T[MostLists][];
    private readonly int[] _lengths = new int[MostLists]; // The bitwise complement of the length while a list is lent; zero where a list was removed.
    private HashSet<T>? _set;
    private int _count;
    private int _items;
    private int _lent;
    private int _next;

    /// <summary>The lent list at a place.</summary>
    public T[] this[int place] => _lists[place];

    /// <summary>A reusable set, which must be emptied after use.</summary>
    public HashSet<T> Set => _set is { Capacity: <= MostItemsOfOne } ? _set : _set = [];

    /// <summary>Lends a list of a length; <see langword="false"/> if the shelf has no room for it.</summary>
    public bool TryLend(int length, out int place)
    {
        place = _lengths.AsSpan(0, _count).LastIndexOf(length);
        if (place < 0 && !TryAdd(length, out place))
            return false;
        _lengths[place] = ~length;
        _lent++;
        return true;
    }

    /// <inheritdoc/>
    public override void TakeBack(int place)
    {
        _lengths[place] = ~_lengths[place];
        _lent--;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Array.Clear(_lists[place]);
    }

    /// <summary>Adds a new list at a free place, or at that of lists that are not lent now; <see langword="false"/> if there is no room.</summary>
    private bool TryAdd(int length, out int place)
    {
        place = _count;
        if (length > MostItemsOfOne || _lent == MostLists)
            return false;
        for (var tried = 0; tried < _count && (place == MostLists || _items + length > MostItems); tried++)
        {
            _next = (_next + 1) % _count;
            if (_lengths[_next] < 0)
                continue;
            _items -= _lengths[_next];
            (_lists[_next], _lengths[_next], place) = ([], 0, _next);
        }

        if (place == MostLists || _items + length > MostItems)
            return false;
        _lists[place] = new T[length];
        _items += length;
        _count = Math.Max(_count, place + 1);
        return true;
    }
}
