using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// Counts the items of literal lists. The parser drops items of another type than the list's from
/// <c>new decimal[] { 1, manager.name }</c> without an error, which would give a wrong answer.
/// </summary>
internal sealed class ListCounts
{
    private readonly Stack<(bool IsList, bool IsNew, int Commas)> _open = new();
    private readonly List<int> _made = [];
    private readonly List<int> _asked = [];
    private bool? _announced;

    /// <summary>The next bracket opens a list: of <c>new</c>, or of <c>in</c>.</summary>
    public void Announce(bool isNew) => _announced = isNew;

    /// <summary>A bracket opens.</summary>
    public void Open()
    {
        _open.Push((_announced is not null, _announced == true, 0));
        _announced = null;
    }

    /// <summary>A comma.</summary>
    public void Comma()
    {
        if (_open.TryPop(out var top))
            _open.Push(top with { Commas = top.Commas + 1 });
    }

    /// <summary>A bracket closes.</summary>
    public void Close()
    {
        if (_open.TryPop(out var top) && top.IsList)
            (top.IsNew ? _made : _asked).Add(top.Commas + 1);
    }

    /// <summary>Whether every list made by <c>new</c> has the same number of items after parsing.</summary>
    public bool AreAllIn(Expression parsed)
    {
        if (_made.Count == 0)
            return true;
        var arrays = new Arrays();
        arrays.Visit(parsed);
        var counts = arrays.Found.Select(a => a.Expressions.Count).ToList();
        // What `in` searches becomes a list as well.
        _asked.ForEach(a => counts.Remove(a));
        return _made.TrueForAll(counts.Remove);
    }

    private sealed class Arrays : ExpressionVisitor
    {
        public HashSet<NewArrayExpression> Found { get; } = new(ReferenceEqualityComparer.Instance);

        protected override Expression VisitNewArray(NewArrayExpression node)
        {
            Found.Add(node);
            return base.VisitNewArray(node);
        }
    }
}
