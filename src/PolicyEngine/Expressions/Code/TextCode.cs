using System.Linq.Expressions;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions.Code;

/// <summary>Creates code that handles texts.</summary>
internal static class TextCode
{
    /// <summary>Returns code for the same value that also subtracts steps if it is a text.</summary>
    public static Expression Charged(Expression value) => value.Type == typeof(string) && !IsShort(value) ? FrameCode.ChargeText(value) : value;

    /// <summary>Whether a value is a literal text so short that it takes no steps.</summary>
    public static bool IsShort(Expression value) => value is ConstantExpression { Value: string { Length: <= EvaluationLimits.ShortText } };

    /// <summary>Returns code that converts a value to text.</summary>
    public static Expression Of(Expression value) => value.Type == typeof(string)
        ? value
        : Expression.Call(typeof(TextOperations), nameof(TextOperations.Of), null, Expression.Convert(value, typeof(object)));
}
