using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Lists;

/// <summary>
/// Counts the items of list literals, because the parser drops items of a wrong type without an error, for example from
/// <c>new decimal[] { 1, manager.name }</c>, which would lead to wrong answers.
/// </summary>
internal sealed class ListCounts
{
    private readonly Stack<(bool IsList, bool IsNew, int Commas)> _open = new();
    private readonly List<int> _made = [];
    private readonly List<int> _asked = [];
    private bool? _announced;

    /// <summary>Announces that the next bracket opens a list: that of <c>new</c>, or of <c>in</c>.</summary>
    public void Announce(bool isNew) => _announced = isNew;

    /// <summary>Processes an opening bracket.</summary>
    public void Open()
    {
        _open.Push((_announced is not null, _announced == true, 0));
        _announced = null;
    }

    /// <summary>Processes a comma.</summary>
    public void Comma()
    {
        if (_open.TryPop(out var top))
            _open.Push(top with { Commas = top.Commas + 1 });
    }

    /// <summary>Processes a closing bracket.</summary>
    public void Close()
    {
        if (_open.TryPop(out var top) && top.IsList)
            (top.IsNew ? _made : _asked).Add(top.Commas + 1);
    }

    /// <summary>Whether every list written with <c>new</c> has as many items in the parsed expression as in the text.</summary>
    public bool AreAllIn(Expression parsed)
    {
        if (_made.Count == 0)
            return true;
        var arrays = new Arrays();
        arrays.Visit(parsed);
        var counts = arrays.Found.Select(a => a.Expressions.Count).ToList();
        // The parser turns the operands of `in` into lists too.
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
