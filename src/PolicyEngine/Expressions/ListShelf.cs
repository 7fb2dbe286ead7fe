using System.Runtime.CompilerServices;

namespace PolicyEngine.Expressions;

/// <summary>Lists of one type that are used again.</summary>
internal abstract class ListShelf
{
    /// <summary>Takes a list back.</summary>
    public abstract void TakeBack(int place);
}

/// <summary>
/// Lists of one type that are used again, each for a list of the very same length. It keeps few enough for their memory not to matter; longer ones,
/// and those of a decision that makes many at once, are left to the collector.
/// </summary>
internal sealed class ListShelf<T> : ListShelf
{
    private const int MostLists = 128;
    private const int MostItems = 16_384; // Of all lists together.
    private const int MostItemsOfOne = MostItems / 4;

    private readonly T[][] _lists = new T[MostLists][];
    private readonly int[] _lengths = new int[MostLists]; // The complement where a list is lent.
    private HashSet<T>? _set;
    private int _count;
    private int _items;
    private int _lent;

    /// <summary>A list that is lent.</summary>
    public T[] this[int place] => _lists[place];

    /// <summary>A set to be emptied after use.</summary>
    public HashSet<T> Set => _set is { Capacity: <= MostItemsOfOne } ? _set : _set = [];

    /// <summary>Lends a list.</summary>
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

    private bool TryAdd(int length, out int place)
    {
        place = _count;
        if (length > MostItemsOfOne)
            return false;
        if (_count == MostLists || _items + length > MostItems)
        {
            if (_lent > 0)
                return false;
            Array.Clear(_lists);
            (_count, _items, place) = (0, 0, 0);
        }

        _lists[place] = new T[length];
        _items += length;
        _count++;
        return true;
    }
}
