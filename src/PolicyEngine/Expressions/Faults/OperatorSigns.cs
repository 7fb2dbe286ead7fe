using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Faults;

/// <summary>Operators as authors write them.</summary>
internal static class OperatorSigns
{
    /// <summary>The sign of an operator; of one that no author can write its name in small letters.</summary>
    public static string Of(ExpressionType operation) => operation switch
    {
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.AndAlso => "&&",
        ExpressionType.OrElse => "||",
        ExpressionType.And => "&",
        ExpressionType.Or => "|",
        ExpressionType.ExclusiveOr => "^",
        ExpressionType.Not => "!",
        ExpressionType.Add or ExpressionType.AddChecked or ExpressionType.UnaryPlus => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked or ExpressionType.Negate or ExpressionType.NegateChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.LeftShift => "<<",
        ExpressionType.RightShift => ">>",
        ExpressionType.Coalesce => "??",
        _ => "this operator",
    };

    /// <summary>The sign that is meant by another way of writing it.</summary>
    public static string Plain(string written) => written.ToUpperInvariant() switch
    {
        "=" or "EQ" => "==",
        "<>" or "NE" or "NEQ" => "!=",
        "AND" => "&&",
        "OR" => "||",
        "NOT" => "!",
        "GT" => ">",
        "GE" => ">=",
        "LT" => "<",
        "LE" => "<=",
        "MOD" => "%",
        var other => other,
    };
}
