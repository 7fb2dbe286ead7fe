using System.Linq.Expressions;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions.Code;

/// <summary>Code of texts.</summary>
internal static class TextCode
{
    /// <summary>The same value; evaluating it takes its steps when it is a text.</summary>
    public static Expression Charged(Expression value) => value.Type == typeof(string) && !IsShort(value) ? FrameCode.ChargeText(value) : value;

    /// <summary>Whether a text is written out and so short that taking it costs nothing.</summary>
    public static bool IsShort(Expression value) => value is ConstantExpression { Value: string { Length: <= EvaluationLimits.ShortText } };

    /// <summary>A value as text.</summary>
    public static Expression Of(Expression value) => value.Type == typeof(string)
        ? value
        : Expression.Call(typeof(TextOperations), nameof(TextOperations.Of), null, Expression.Convert(value, typeof(object)));
}
