using System.Linq.Expressions;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Conditions;

/// <summary>A condition that joins no others, and what must be true of the values for it to have a given outcome.</summary>
internal sealed class ConditionAtom
{
    private readonly ConditionTerms _terms;
    private readonly ScopedExpression _term;
    private readonly bool _answer;
    private readonly List<string> _keys = [];
    private readonly List<Func<Assumptions, bool>> _needs = [];

    public ConditionAtom(ConditionTerms terms, ScopedExpression term, bool answer)
    {
        (_terms, _term, _answer) = (terms, term, answer);
        switch (term.Node)
        {
            case BinaryExpression binary when OrderOf(binary.NodeType) is { } order:
                Compare(term with { Node = binary.Left }, term with { Node = binary.Right }, answer ? order : ~order & (Order.Less | Order.Equal | Order.Greater));
                break;
            case MethodCallExpression { Method.Name: nameof(Enumerable.Contains), Arguments: [NewArrayExpression list, var sought] } call when call.Method.DeclaringType == typeof(Enumerable):
                Among(term with { Node = sought }, [.. list.Expressions.Select(e => terms.ConstantOf(term with { Node = e }))], answer);
                break;
            default:
                break;
        }

        if (_needs.Count > 0 || terms.KeyOf(term) is not { } key)
            return;
        Need(key, assumed => assumed.Condition(key, answer));
        MustBeGiven(term);
    }

    /// <summary>The condition with its outcome, in words.</summary>
    public string Words => _answer ? _terms.WordsOf(_term) : $"!({_terms.WordsOf(_term)})";

    /// <summary>The values that it compares.</summary>
    public IReadOnlyList<string> Keys => _keys;

    /// <summary>Adds the condition to the assumptions; returns whether they can still be true.</summary>
    public bool IsPossible(Assumptions assumed) => _needs.TrueForAll(n => n(assumed));

    private void Need(string key, Func<Assumptions, bool> need)
    {
        if (!_keys.Contains(key))
            _keys.Add(key);
        _needs.Add(need);
    }

    private void Compare(ScopedExpression left, ScopedExpression right, Order order)
    {
        (left, right) = (_terms.Plain(left), _terms.Plain(right));
        if (IsNull(right.Node) || IsNull(left.Node))
        {
            AskWhetherGiven(IsNull(right.Node) ? left : right, order != Order.Equal);
            return;
        }

        if (_terms.KeyOf(left) is not { } first || _terms.KeyOf(right) is not { } second)
            return;
        MustBeGiven(left);
        MustBeGiven(right);
        if (_terms.ConstantOf(right) is { } value)
            CompareWith(first, ConditionTerms.FieldOf(left), order, value);
        else if (_terms.ConstantOf(left) is { } other)
            CompareWith(second, ConditionTerms.FieldOf(right), Assumptions.Mirrored(order), other);
        else if (IsNumber(left.Node.Type) || left.Node.Type == typeof(string))
        {
            Need(first, _ => true);
            Need(second, assumed => assumed.Ordered(first, ConditionTerms.FieldOf(left), second, ConditionTerms.FieldOf(right), order, left.Node.Type == typeof(string)));
        }
    }

    private void CompareWith(string key, FactSchema? field, Order order, object value)
    {
        if (value is string text)
            Need(key, assumed => assumed.Text(key, field, [text], order == Order.Equal));
        else if (ConditionTerms.NumberOf(value) is { } number)
            Need(key, assumed => assumed.Number(key, field, set => Restrict(set, order, number)));
    }

    private static NumberSet Restrict(NumberSet set, Order order, decimal number) => order switch
    {
        Order.Less => set.To(number, isOut: true),
        Order.Less | Order.Equal => set.To(number, isOut: false),
        Order.Greater => set.From(number, isOut: true),
        Order.Greater | Order.Equal => set.From(number, isOut: false),
        Order.Equal => set.From(number, isOut: false).To(number, isOut: false),
        _ => set.Without(number),
    };

    private void Among(ScopedExpression sought, object?[] values, bool isAmong)
    {
        sought = _terms.Plain(sought);
        if (_terms.KeyOf(sought) is not { } key || values.Length == 0)
            return;
        var field = ConditionTerms.FieldOf(sought);
        if (Array.TrueForAll(values, v => v is string))
            Need(key, assumed => assumed.Text(key, field, [.. values.Cast<string>()], isAmong));
        else if (Array.TrueForAll(values, v => ConditionTerms.NumberOf(v) is not null))
            Need(key, assumed => assumed.Number(key, field, set => isAmong
                ? set.Only(values.Select(v => ConditionTerms.NumberOf(v)!.Value))
                : values.Aggregate(set, (rest, v) => rest.Without(ConditionTerms.NumberOf(v)!.Value))));
        else
            return;
        MustBeGiven(sought);
    }

    /// <summary>Only for a field does <c>== null</c> ask whether it was given.</summary>
    private void AskWhetherGiven(ScopedExpression term, bool isGiven)
    {
        if (ConditionTerms.FieldOf(term) is not null && _terms.KeyOf(term) is { } key)
            Need(key, assumed => assumed.Given(key, isGiven));
        if (isGiven)
            MustBeGiven(term);
    }

    /// <summary>A comparison with an outcome was given its operands, and every object that contains them.</summary>
    private void MustBeGiven(ScopedExpression term)
    {
        for (var part = term; ConditionTerms.FieldOf(part) is not null && _terms.KeyOf(part) is { } key;)
        {
            Need(key, assumed => assumed.Given(key, isGiven: true));
            if (part.Node is not MemberExpression { Expression: { } owner })
                return;
            part = part with { Node = owner };
        }
    }

    private static bool IsNull(Expression node) => node is ConstantExpression { Value: null };

    private static bool IsNumber(Type type) => type == typeof(decimal) || type == typeof(int) || type == typeof(long) || type == typeof(DateTime);

    private static Order? OrderOf(ExpressionType operation) => operation switch
    {
        ExpressionType.Equal => Order.Equal,
        ExpressionType.NotEqual => Order.Less | Order.Greater,
        ExpressionType.LessThan => Order.Less,
        ExpressionType.LessThanOrEqual => Order.Less | Order.Equal,
        ExpressionType.GreaterThan => Order.Greater,
        ExpressionType.GreaterThanOrEqual => Order.Greater | Order.Equal,
        _ => null,
    };
}
