using System.Globalization;
using System.Linq.Expressions;
using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Faults;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions;

/// <summary>Lowers operators: logic, arithmetic, comparisons and conversions.</summary>
internal sealed class OperatorLowering(Lowering lowering, CodeWriter code, ListLowering lists, EqualityLowering equality)
{
    /// <summary>Lowers an operator with two operands.</summary>
    public Term LowerBinary(BinaryExpression binary)
    {
        switch (binary.NodeType)
        {
            case ExpressionType.AndAlso or ExpressionType.And when binary.Type == typeof(bool):
                return code.Connect(() => lowering.Lower(binary.Left), () => lowering.Lower(binary.Right), isAnd: true);
            case ExpressionType.OrElse or ExpressionType.Or when binary.Type == typeof(bool):
                return code.Connect(() => lowering.Lower(binary.Left), () => lowering.Lower(binary.Right), isAnd: false);
            case ExpressionType.Coalesce:
                return code.Coalesce(() => lowering.LowerOpen(binary.Left), () => lowering.LowerOpen(binary.Right));
            case ExpressionType.ArrayIndex:
                return lists.LowerIndex(binary.Left, binary.Right);
            case ExpressionType.Equal or ExpressionType.NotEqual:
                return equality.Lower(binary);
            case ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual:
                return Compute(binary, SingleTypes.IsOrdered, mayFail: false);
            case ExpressionType.Divide or ExpressionType.Modulo when binary.Type != typeof(decimal):
                throw new LoweringException("integer-division", "both sides are whole numbers, so the fraction would be lost; write one of them with a point, such as `2.0`");
            case ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide or ExpressionType.Modulo:
                return Compute(binary, SingleTypes.IsNumber, mayFail: true);
            default:
                throw LoweringException.Refuse($"the operator `{OperatorSigns.Of(binary.NodeType)}`");
        }
    }

    /// <summary>Lowers an operator with one operand, or a conversion that the parser has inserted.</summary>
    public Term LowerUnary(UnaryExpression unary)
    {
        switch (unary.NodeType)
        {
            case ExpressionType.Not when unary.Type == typeof(bool):
                return code.Apply(lowering.Operands([unary.Operand]), values => Expression.Not(values[0]), mayFail: false);
            case ExpressionType.Negate or ExpressionType.NegateChecked when SingleTypes.IsNumber(unary.Type):
                return code.Apply(lowering.Operands([unary.Operand]), values => Expression.NegateChecked(values[0]));
            case ExpressionType.UnaryPlus:
                return lowering.Lower(unary.Operand);
            case ExpressionType.Convert or ExpressionType.ConvertChecked:
                return LowerConversion(unary);
            default:
                throw LoweringException.Refuse($"the operator `{OperatorSigns.Of(unary.NodeType)}`");
        }
    }

    private Term Compute(BinaryExpression binary, Predicate<Type> isTaken, bool mayFail)
    {
        var operands = lowering.Operands([binary.Left, binary.Right]);
        foreach (var operand in operands)
        {
            if (!isTaken(operand.Type))
                throw LoweringException.Refuse($"`{OperatorSigns.Of(binary.NodeType)}` on {TypeWords.Of(operand.Type)}");
        }

        // Integer arithmetic is checked, because an unnoticed overflow would lead to a wrong decision.
        var type = binary.NodeType switch
        {
            ExpressionType.Add => ExpressionType.AddChecked,
            ExpressionType.Subtract => ExpressionType.SubtractChecked,
            ExpressionType.Multiply => ExpressionType.MultiplyChecked,
            var other => other,
        };
        if (type == ExpressionType.Divide)
            return code.Apply(operands, values => Expression.Call(typeof(Failing), nameof(Failing.Divide), null, FrameCode.Frame, values[0], values[1]));
        return code.Apply(operands, values => Expression.MakeBinary(type, values[0], values[1], liftToNull: false, values[0].Type == typeof(decimal) ? QuickDecimal.MethodOf(type) : null), mayFail);
    }

    private Term LowerConversion(UnaryExpression unary)
    {
        var operand = lowering.Lower(unary.Operand);
        var target = Nullable.GetUnderlyingType(unary.Type) ?? unary.Type;
        if (operand.Type == target)
            return operand;
        if (target == typeof(decimal) && operand.Value is ConstantExpression { Value: int or long } whole)
            return Term.Constant(Convert.ToDecimal(whole.Value, CultureInfo.InvariantCulture));
        if (!SingleTypes.IsNumber(operand.Type) || !SingleTypes.IsNumber(target))
            throw LoweringException.Refuse("this conversion");
        return code.Apply([operand], values => Expression.ConvertChecked(values[0], target), mayFail: target != typeof(decimal));
    }
}
