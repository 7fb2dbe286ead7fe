using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>Lowers <c>==</c> and <c>!=</c>, including tests for missing data such as <c>x == null</c>.</summary>
internal sealed class EqualityLowering(Lowering lowering, CodeWriter code, ListLowering lists, ExpressionScope scope)
{
    /// <summary>Lowers a comparison by <c>==</c> or <c>!=</c>.</summary>
    public Term Lower(BinaryExpression binary)
    {
        var isEqual = binary.NodeType == ExpressionType.Equal;
        if (IsNull(binary.Left) && IsNull(binary.Right))
            return Term.Constant(isEqual);
        if (IsNull(binary.Right))
            return LowerNullTest(binary.Left, isEqual);
        if (IsNull(binary.Left))
            return LowerNullTest(binary.Right, isEqual);
        var operands = lowering.Operands([binary.Left, binary.Right]);
        if (operands[0].Type.IsClass && operands[0].Type != typeof(string))
            throw LoweringException.Refuse("comparing objects or lists as a whole");
        return Compare(operands, binary.NodeType);
    }

    /// <summary>
    /// Compares two values of one type. Comparing texts takes steps only inside lambdas; elsewhere the work is bounded by the length of the expression.
    /// </summary>
    public Term Compare(Term[] sides, ExpressionType operation) => lowering.IsInLoop && sides[0].Type == typeof(string) && !Array.Exists(sides, s => TextCode.IsShort(s.Value))
        ? code.Apply(sides, values => Expression.MakeBinary(operation, TextCode.Charged(values[0]), values[1]))
        : code.Apply(sides, values => Expression.MakeBinary(operation, values[0], values[1]), mayFail: false);

    /// <summary>
    /// Lowers <c>x == null</c>: tests whether a field was omitted, or whether a search found nothing. Any other computed
    /// value is never null if it is known; if it is not known, neither is the result.
    /// </summary>
    private Term LowerNullTest(Expression operand, bool isEqual)
    {
        while (operand is UnaryExpression { NodeType: ExpressionType.Convert } convert)
            operand = convert.Operand;
        if (operand is MethodCallExpression call && ListLowering.IsSearch(call))
            return code.Apply([lists.LowerFound(call)], found => isEqual ? Expression.Not(found[0]) : found[0], mayFail: false);
        return IsPath(operand)
            ? code.IsMissing(() => lowering.LowerOpen(operand), negate: !isEqual)
            : code.Apply([code.Keep(lowering.Lower(operand))], _ => Expression.Constant(!isEqual), mayFail: false);
    }

    private bool IsPath(Expression node) => node switch
    {
        // A param of type object is a name for the literal `null`.
        ParameterExpression symbol => scope.Find(symbol) is not { Kind: NameKind.Param } || symbol.Type == typeof(object),
        MemberExpression { Expression: { } owner } => typeof(FactObject).IsAssignableFrom(owner.Type) && IsPath(owner),
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } index => IsPath(index.Left),
        // The parser's form of `np(path)`.
        ConditionalExpression conditional => IsNull(conditional.IfFalse) && IsPath(conditional.IfTrue),
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsPath(convert.Operand),
        _ => false,
    };

    private static bool IsNull(Expression node) => node switch
    {
        ConstantExpression { Value: null } => true,
        UnaryExpression { NodeType: ExpressionType.Convert } convert => IsNull(convert.Operand),
        _ => false,
    };
}
