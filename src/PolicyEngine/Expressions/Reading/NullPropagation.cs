using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Reading;

/// <summary>
/// Recognises the conditional that the parser makes of <c>np(path, otherwise)</c>. It tests every object on the path, including the input,
/// for <c>null</c>, but not the field at the end, because fields have types that cannot be <c>null</c>.
/// </summary>
internal static class NullPropagation
{
    /// <summary>Whether a conditional is such a call. A conditional written by an author does not test the input.</summary>
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
