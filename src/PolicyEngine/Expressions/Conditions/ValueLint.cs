using System.Globalization;
using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Conditions;

/// <summary>Finds operations that fail for all facts.</summary>
internal static class ValueLint
{
    /// <summary>Returns the warning for a division by the constant 0, or <see langword="null"/>.</summary>
    public static ExpressionWarning? Check(BinaryExpression operation) =>
        operation.NodeType is ExpressionType.Divide or ExpressionType.Modulo && IsZero(operation.Right)
            ? new("division-by-zero", operation, "nothing can be divided by 0, so this is never computed; write another divisor")
            : null;

    /// <summary>Returns the warning for a date that is not in the calendar, or <see langword="null"/>.</summary>
    /// <param name="date">A date made of year, month and day.</param>
    public static ExpressionWarning? Check(NewExpression date)
    {
        if (date.Arguments is not [ConstantExpression { Value: int year }, ConstantExpression { Value: int month }, ConstantExpression { Value: int day }])
            return null;
        return year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            ? new("no-such-day", date, string.Create(CultureInfo.InvariantCulture, $"`DateTime({year}, {month}, {day})` is not a day of the calendar, so this can never be computed; write the year, a month from 1 to 12, and a day of that month"))
            : null;
    }

    private static bool IsZero(Expression node) => node switch
    {
        ConstantExpression { Value: decimal or int or long } constant => Convert.ToDecimal(constant.Value, CultureInfo.InvariantCulture) == 0,
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.Negate or ExpressionType.NegateChecked } unary => IsZero(unary.Operand),
        _ => false,
    };
}
