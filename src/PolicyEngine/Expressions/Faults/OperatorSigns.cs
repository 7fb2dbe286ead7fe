using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Faults;

/// <summary>The signs of operators as authors write them.</summary>
internal static class OperatorSigns
{
    /// <summary>Returns the sign of an operator; <c>this operator</c> if authors cannot write it.</summary>
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

    /// <summary>Returns the sign for another spelling of an operator, such as <c>&amp;&amp;</c> for <c>AND</c>; other text is returned in upper case.</summary>
    public static string Plain(string written) => written.ToUpperInvariant() switch
    {
        "=" or "EQ" or "EQUAL" => "==",
        "<>" or "NE" or "NEQ" or "NOTEQUAL" => "!=",
        "AND" or "ANDALSO" => "&&",
        "OR" or "ORELSE" => "||",
        "NOT" => "!",
        "GT" or "GREATERTHAN" => ">",
        "GE" or "GREATERTHANEQUAL" => ">=",
        "LT" or "LESSTHAN" => "<",
        "LE" or "LESSTHANEQUAL" => "<=",
        "MOD" => "%",
        var other => other,
    };
}
