using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions.Conditions;

/// <summary>
/// Decides when two parts of a workflow's conditions are the same value, and what is known of a value without facts. Params are replaced by
/// their definitions, and parameters by their values.
/// </summary>
internal sealed class ConditionTerms
{
    private readonly Dictionary<CompiledParam, ScopedExpression> _definitions = [];
    private readonly StringBuilder _key = new();

    /// <summary>Records the definition of a param.</summary>
    public void Define(CompiledParam param, ScopedExpression definition) => _definitions[param] = definition;

    /// <summary>Returns the expression without conversions that keep the value, and a param as its definition.</summary>
    public ScopedExpression Plain(ScopedExpression term)
    {
        while (true)
        {
            if (term.Node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert && KeepsValue(convert))
                term = term with { Node = convert.Operand };
            else if (term.Node is ParameterExpression symbol && term.Scope.Find(symbol)?.Param is { } param && _definitions.TryGetValue(param, out var definition))
                term = definition;
            else
                return term;
        }
    }

    /// <summary>Returns a key that two expressions share only if they are the same value; <see langword="null"/> if there is none.</summary>
    public string? KeyOf(ScopedExpression term)
    {
        _key.Clear();
        return new ConditionWriter(this, _key, isKey: true).Write(term) ? _key.ToString() : null;
    }

    /// <summary>Returns the expression as an author would write it.</summary>
    public string WordsOf(ScopedExpression term)
    {
        var text = new StringBuilder();
        if (!new ConditionWriter(this, text, isKey: false).Write(term))
            return "…";
        var words = text.ToString();
        return words is ['(', .., ')'] && term.Node is BinaryExpression ? words[1..^1] : words;
    }

    /// <summary>Returns the value if it does not depend on the facts: a decimal, a text, a Boolean or a date; otherwise <see langword="null"/>.</summary>
    public object? ConstantOf(ScopedExpression term)
    {
        term = Plain(term);
        return term.Node switch
        {
            ConstantExpression { Value: int or long } whole => Convert.ToDecimal(whole.Value, CultureInfo.InvariantCulture),
            ConstantExpression constant => constant.Value,
            MemberExpression { Expression: ParameterExpression symbol } member when term.Scope.Find(symbol) is { Kind: NameKind.Parameters } => term.Scope.Parameters.Find(member.Member.Name)?.Value,
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } minus => ConstantOf(term with { Node = minus.Operand }) is decimal number ? -number : null,
            NewExpression { Type: var type, Arguments: [ConstantExpression { Value: int year }, ConstantExpression { Value: int month }, ConstantExpression { Value: int day }] } when type == typeof(DateTime) => DateOf(year, month, day),
            _ => null,
        };
    }

    /// <summary>Returns a number, or a date as its ticks; <see langword="null"/> for other values.</summary>
    public static decimal? NumberOf(object? value) => value switch
    {
        decimal number => number,
        DateTime date => date.Ticks,
        _ => null,
    };

    /// <summary>Returns the field that an expression reads; <see langword="null"/> if it does not read a field.</summary>
    public static FactSchema? FieldOf(ScopedExpression term) => term.Node switch
    {
        MemberExpression { Expression: { } owner } member when term.Scope.ShapeOf(owner.Type) is { } shape && shape.SlotOf(member.Member.Name) is var slot and >= 0 => shape.Schema.Fields[slot].Schema,
        ParameterExpression symbol when term.Scope.Find(symbol) is { Kind: NameKind.Field, Slot: var input } => term.Scope.Inputs[input].Schema.Find(symbol.Name!),
        _ => null,
    };

    private static DateTime? DateOf(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) : null;

    private static bool KeepsValue(UnaryExpression convert)
    {
        var (from, to) = (Nullable.GetUnderlyingType(convert.Operand.Type) ?? convert.Operand.Type, Nullable.GetUnderlyingType(convert.Type) ?? convert.Type);
        return from == to || to == typeof(decimal) || to == typeof(object) || (from == typeof(int) && to == typeof(long));
    }
}

/// <summary>A part of an expression, with the names that it can use.</summary>
/// <param name="Node">The part, as parsed.</param>
/// <param name="Scope">Says what its symbols stand for.</param>
/// <param name="Items">The items of the lists in whose lambdas it is.</param>
internal readonly record struct ScopedExpression(Expression Node, ExpressionScope Scope, System.Collections.Immutable.ImmutableList<ParameterExpression> Items)
{
    /// <summary>Creates one for a whole expression.</summary>
    public ScopedExpression(Expression node, ExpressionScope scope)
        : this(node, scope, [])
    {
    }
}
