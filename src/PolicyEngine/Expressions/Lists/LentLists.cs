namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// The lists that expressions create while they are evaluated. Each is an array of exactly the needed length, borrowed from a shelf and returned when
/// the evaluation ends; a list created for one item of a loop is returned before the next item. So an evaluation allocates no lists if earlier ones
/// needed the same lengths.
/// </summary>
internal sealed class LentLists
{
    private readonly List<ListShelf> _shelves = [];
    private readonly List<Loan> _lent = [];
    private readonly List<Loan> _held = [];

    /// <summary>The number of borrowed lists; used as a mark to return to.</summary>
    public int Lent => _lent.Count;

    /// <summary>Lends a list to be filled; its initial content is undefined.</summary>
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

    /// <summary>Takes back the lists lent since a mark, except those that are held. They must not be read any more.</summary>
    public void TakeBack(int mark) => TakeBack(_lent, mark);

    /// <summary>Holds the lists lent since a mark until the evaluation ends, because they belong to a param that may have been first read in a loop.</summary>
    public void Hold(int mark)
    {
        for (var i = mark; i < _lent.Count; i++)
            _held.Add(_lent[i]);
        _lent.RemoveRange(mark, _lent.Count - mark);
    }

    /// <summary>Takes back all lists.</summary>
    public void TakeBackAll()
    {
        TakeBack(mark: 0);
        TakeBack(_held, mark: 0);
    }

    /// <summary>Returns an empty set that is reused; the caller must empty it after use.</summary>
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
