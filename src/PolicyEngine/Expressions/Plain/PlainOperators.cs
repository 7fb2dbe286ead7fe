using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace PolicyEngine.Expressions.Plain;

/// <summary>Makes operations on values. Returns <see langword="null"/> if the types do not fit, or an operand is <see langword="null"/>.</summary>
internal static class PlainOperators
{
    /// <summary>The precedence of <c>in</c>, whose right side is a list and not an operand.</summary>
    public const int In = 3;

    /// <summary>The operators with two operands, by precedence.</summary>
    public static IReadOnlyDictionary<string, (int Level, ExpressionType Type)> Levels { get; } = new Dictionary<string, (int Level, ExpressionType Type)>(StringComparer.Ordinal)
    {
        ["||"] = (1, ExpressionType.OrElse),
        ["&&"] = (2, ExpressionType.AndAlso),
        ["in"] = (In, default),
        ["=="] = (4, ExpressionType.Equal),
        ["!="] = (4, ExpressionType.NotEqual),
        ["<"] = (4, ExpressionType.LessThan),
        ["<="] = (4, ExpressionType.LessThanOrEqual),
        [">"] = (4, ExpressionType.GreaterThan),
        [">="] = (4, ExpressionType.GreaterThanOrEqual),
        ["+"] = (5, ExpressionType.Add),
        ["-"] = (5, ExpressionType.Subtract),
        ["*"] = (6, ExpressionType.Multiply),
        ["/"] = (6, ExpressionType.Divide),
        ["%"] = (6, ExpressionType.Modulo),
    };

    private static readonly MethodInfo ContainsText = ((Func<IEnumerable<string>, string, bool>)Enumerable.Contains).Method;

    /// <summary>Makes an operation with two operands.</summary>
    public static Expression? Apply(ExpressionType operation, Expression left, Expression? right)
    {
        if (right is null)
            return null;
        if (operation is ExpressionType.AndAlso or ExpressionType.OrElse)
            return left.Type == typeof(bool) && right.Type == typeof(bool) ? Expression.MakeBinary(operation, left, right) : null;
        (left, right) = Fitted(left, right);
        var isEquality = operation is ExpressionType.Equal or ExpressionType.NotEqual;
        if (isEquality && (IsNull(left) || IsNull(right)))
            return WithNull(operation, left, right);
        if (left.Type != right.Type)
            return null;
        var fits = IsNumber(left.Type)
            || (left.Type == typeof(DateTime) && operation is not (ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide or ExpressionType.Modulo))
            || (isEquality && (left.Type == typeof(string) || left.Type == typeof(bool)));
        return fits ? Expression.MakeBinary(operation, left, right) : null;
    }

    /// <summary>Makes a conditional whose branches have the same type.</summary>
    public static Expression? Choose(Expression test, Expression whenTrue, Expression? whenFalse) =>
        test.Type == typeof(bool) && whenTrue.Type == whenFalse?.Type ? Expression.Condition(test, whenTrue, whenFalse) : null;

    /// <summary>Makes a test whether a text is one of some.</summary>
    public static Expression Among(Expression text, IEnumerable<string> items) =>
        Expression.Call(ContainsText, Expression.NewArrayInit(typeof(string), items.Select(Expression.Constant)), text);

    /// <summary>Makes the negation of a condition.</summary>
    public static Expression? Not(Expression? condition) => condition?.Type == typeof(bool) ? Expression.Not(condition) : null;

    /// <summary>Makes the negative of a number.</summary>
    public static Expression? Negate(Expression? number) => number is not null && IsNumber(number.Type) ? Expression.Negate(number) : null;

    /// <summary>Makes a read of an item of a list.</summary>
    public static Expression? Item(Expression list, Expression index) => list.Type.IsArray && index.Type == typeof(int) ? Expression.ArrayIndex(list, index) : null;

    /// <summary>Converts a whole number to a decimal if a decimal is needed.</summary>
    public static Expression? AsDecimal(Expression number) => number switch
    {
        ConstantExpression { Value: int whole } => Expression.Constant((decimal)whole),
        { Type: var type } when type == typeof(int) => Expression.Convert(number, typeof(decimal)),
        _ => null,
    };

    private static (Expression Left, Expression Right) Fitted(Expression left, Expression right) => (left.Type, right.Type) switch
    {
        var (l, r) when l == typeof(decimal) && r == typeof(int) => (left, AsDecimal(right)!),
        var (l, r) when l == typeof(int) && r == typeof(decimal) => (AsDecimal(left)!, right),
        var (l, r) when l == typeof(DateTime) && r == typeof(string) => (left, AsDate(right)),
        var (l, r) when l == typeof(string) && r == typeof(DateTime) => (AsDate(left), right),
        _ => (left, right),
    };

    /// <summary>Every other form is left to Dynamic LINQ, and its result is refused.</summary>
    private static Expression AsDate(Expression text) =>
        text is ConstantExpression { Value: string written } && DateTime.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? Expression.Constant(date) : text;

    /// <summary>Makes a test whether the value at a path is missing; for some other values Dynamic LINQ refuses such a test.</summary>
    private static BinaryExpression? WithNull(ExpressionType operation, Expression left, Expression right)
    {
        if (left is not (MemberExpression or ParameterExpression or BinaryExpression { NodeType: ExpressionType.ArrayIndex }) || left.Type == typeof(object))
            return null;
        if (!left.Type.IsValueType)
            return Expression.MakeBinary(operation, left, right);
        var type = typeof(Nullable<>).MakeGenericType(left.Type);
        return Expression.MakeBinary(operation, Expression.Convert(left, type), Expression.Constant(null, type));
    }

    private static bool IsNull(Expression node) => node is ConstantExpression { Value: null };

    private static bool IsNumber(Type type) => type == typeof(decimal) || type == typeof(int);
}
