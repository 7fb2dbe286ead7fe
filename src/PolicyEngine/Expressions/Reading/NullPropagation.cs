using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Reading;

/// <summary>
/// Knows what the parser makes of <c>np(path, otherwise)</c>: a conditional that asks of everything on the path, the input
/// included, whether it is there. Whether the field at its end was given it cannot ask, because fields have plain types here.
/// </summary>
internal static class NullPropagation
{
    /// <summary>Whether a conditional is such a call; one that an author writes does not ask of the input.</summary>
    public static bool IsWrittenAs(ConditionalExpression conditional)
    {
        if (conditional.IfFalse is ConstantExpression { Value: null })
            return false;
        var owners = Owners(Plain(conditional.IfTrue)).ToList();
        return owners.Count > 0 && Asked(conditional.Test).Select(a => a?.ToString()).ToHashSet(StringComparer.Ordinal).SetEquals(owners.Select(o => o.ToString()));
    }

    private static IEnumerable<Expression> Owners(Expression path)
    {
        while (path is MemberExpression { Expression: { } owner })
            yield return path = owner;
    }

    private static IEnumerable<Expression?> Asked(Expression test) => test switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso } both => Asked(both.Left).Concat(Asked(both.Right)),
        BinaryExpression { NodeType: ExpressionType.NotEqual, Right: ConstantExpression { Value: null } } asked => [asked.Left],
        _ => [null],
    };

    private static Expression Plain(Expression node) => node is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Plain(convert.Operand) : node;
}
