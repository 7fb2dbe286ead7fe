using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Expressions.Lists;

/// <summary>Lowers list literals such as <c>new [] { 1, 2 }</c>.</summary>
internal static class ListLiteral
{
    /// <summary>Lowers a literal.</summary>
    /// <param name="items">Its items, lowered.</param>
    /// <param name="code">Receives the code.</param>
    /// <param name="isInLoop">Whether it is inside a lambda and thus created once per item of another list; its items then take steps.</param>
    /// <returns>The list, and whether each evaluation creates it anew; a list of constants is created once.</returns>
    /// <exception cref="LoweringException">It is empty, or its items are of different types.</exception>
    public static (Term List, bool IsMade) Lower(Term[] items, CodeWriter code, bool isInLoop)
    {
        if (items.Length == 0)
            throw new LoweringException("wrong-type", "the list is empty; write at least one value into it");
        if (Array.Exists(items, i => i.Type != items[0].Type))
            throw new LoweringException("wrong-type", "the list holds values of different kinds; write values of one kind into it");
        if (isInLoop)
            code.Block.Add(FrameCode.Charge(Expression.Constant(items.Length)), mayFail: true);
        return Array.TrueForAll(items, i => i.Value is ConstantExpression)
            ? (Term.Constant(ConstantList(items)), false)
            : (code.Apply(items, values => FilledList(items[0].Type, values), mayFail: false), true);
    }

    private static Array ConstantList(Term[] items)
    {
        var list = Array.CreateInstance(items[0].Type, items.Length);
        for (var i = 0; i < items.Length; i++)
            list.SetValue(((ConstantExpression)items[i].Value).Value, i);
        return list;
    }

    private static BlockExpression FilledList(Type item, IReadOnlyList<Expression> values)
    {
        var list = Expression.Variable(item.MakeArrayType());
        var filling = values.Select((value, i) => (Expression)Expression.Assign(Expression.ArrayAccess(list, Expression.Constant(i)), value));
        return Expression.Block([list], [Expression.Assign(list, FrameCode.Lend(item, Expression.Constant(values.Count))), .. filling, list]);
    }
}
