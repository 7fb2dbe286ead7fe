namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// The lists that expressions make while they are evaluated. Each is an array of exactly the needed length, borrowed from a shelf and returned when the evaluation ends;
/// a list made for one item of a loop is returned before the next item. So deciding allocates none once lists of these lengths were made before.
/// </summary>
internal sealed class LentLists
{
    private readonly List<ListShelf> _shelves = [];
    private readonly List<Loan> _lent = [];
    private readonly List<Loan> _held = [];

    /// <summary>The number of borrowed lists; a mark to return to.</summary>
    public int Lent => _lent.Count;

    /// <summary>A list to be filled; it may have any content.</summary>
    public T[] Lend<T>(int length)
    {
        if (length == 0)
            return [];
        var shelf = ShelfOf<T>();
        if (!shelf.TryLend(length, out var place))
            return new T[length];
        _lent.Add(new Loan(shelf, place));
        return shelf[place];
    }

    /// <summary>Returns what was borrowed since a mark and is not held: it must not be read any more.</summary>
    public void TakeBack(int mark) => TakeBack(_lent, mark);

    /// <summary>Holds what was borrowed since a mark until the evaluation ends: it belongs to a param, which may have been read first in a loop.</summary>
    public void Hold(int mark)
    {
        for (var i = mark; i < _lent.Count; i++)
            _held.Add(_lent[i]);
        _lent.RemoveRange(mark, _lent.Count - mark);
    }

    /// <summary>Returns everything.</summary>
    public void TakeBackAll()
    {
        TakeBack(mark: 0);
        TakeBack(_held, mark: 0);
    }

    /// <summary>A reused empty set; the caller must empty it.</summary>
    public HashSet<T> SetOf<T>() => ShelfOf<T>().Set;

    private static void TakeBack(List<Loan> loans, int mark)
    {
        if (loans.Count <= mark)
            return;
        for (var i = mark; i < loans.Count; i++)
            loans[i].Shelf.TakeBack(loans[i].Place);
        loans.RemoveRange(mark, loans.Count - mark);
    }

    private ListShelf<T> ShelfOf<T>()
    {
        foreach (var shelf in _shelves)
        {
            if (shelf is ListShelf<T> own)
                return own;
        }

        var added = new ListShelf<T>();
        _shelves.Add(added);
        return added;
    }

    private readonly record struct Loan(ListShelf Shelf, int Place);
}
