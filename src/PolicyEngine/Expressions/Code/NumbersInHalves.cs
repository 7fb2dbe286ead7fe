using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Decimals;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// Rewrites code so that it keeps no decimals in locals and passes none: it uses <see cref="DecimalParts"/>, which stay in registers. Methods that have an
/// overload for them are replaced by it; other methods get decimals. Reads of facts become reads of the emitted fields.
/// </summary>
internal sealed class NumbersInHalves : ExpressionVisitor
{
    private const BindingFlags Static = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type Parts = typeof(DecimalParts);
    private static readonly ConstructorInfo OfHalves = Parts.GetConstructor([typeof(ulong), typeof(ulong)])!;

    private readonly Dictionary<ParameterExpression, ParameterExpression> _locals = [];

    private NumbersInHalves()
    {
    }

    /// <summary>Returns the same code without decimals.</summary>
    public static Expression<T> Of<T>(Expression<T> code)
        where T : Delegate => Expression.Lambda<T>(new NumbersInHalves().Visit(code.Body), code.Parameters);

    /// <inheritdoc/>
    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (node.Value is not decimal value)
            return node;
        var parts = DecimalParts.Of(value);
        return Expression.New(OfHalves, Expression.Constant(parts.Head), Expression.Constant(parts.Low));
    }

    /// <inheritdoc/>
    protected override Expression VisitDefault(DefaultExpression node) => node.Type == typeof(decimal) ? Expression.Default(Parts) : node;

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (node.Type != typeof(decimal))
            return node;
        return _locals.TryGetValue(node, out var local) ? local : _locals[node] = Expression.Variable(Parts);
    }

    /// <inheritdoc/>
    protected override Expression VisitBlock(BlockExpression node) =>
        Expression.Block(TypeOf(node.Type), node.Variables.Select(v => (ParameterExpression)Visit(v)), node.Expressions.Select(e => Visit(e)));

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        var owned = node.Expression is null ? node : node.Update(Whole(Visit(node.Expression)));
        if (node.Type != typeof(decimal))
            return owned;
        return node.Member is FieldInfo { IsInitOnly: false, IsLiteral: false } ? Expression.Call(Parts, nameof(DecimalParts.At), null, owned) : Halves(owned);
    }

    /// <inheritdoc/>
    protected override Expression VisitExtension(Expression node) => node is FieldLoad field ? VisitMember(field.Emitted) : base.VisitExtension(node);

    /// <inheritdoc/>
    protected override Expression VisitIndex(IndexExpression node) =>
        node.Type == typeof(decimal) ? Expression.Call(Parts, nameof(DecimalParts.Item), null, Visit(node.Object)!, Visit(node.Arguments[0])) : base.VisitIndex(node);

    /// <inheritdoc/>
    protected override Expression VisitBinary(BinaryExpression node) => node switch
    {
        { NodeType: ExpressionType.Assign, Left: IndexExpression { Type: var type } item } when type == typeof(decimal) =>
            Expression.Call(Parts, nameof(DecimalParts.SetItem), null, Visit(item.Object)!, Visit(item.Arguments[0]), Visit(node.Right)),
        { NodeType: ExpressionType.Assign } => Expression.Assign(Visit(node.Left), Visit(node.Right)),
        { NodeType: ExpressionType.ArrayIndex, Type: var type } when type == typeof(decimal) => Expression.Call(Parts, nameof(DecimalParts.Item), null, Visit(node.Left), Visit(node.Right)),
        { Left.Type: var type } when type == typeof(decimal) => OfDecimals(node),
        _ => base.VisitBinary(node),
    };

    /// <inheritdoc/>
    protected override Expression VisitConditional(ConditionalExpression node) =>
        Expression.Condition(Visit(node.Test), Visit(node.IfTrue), Visit(node.IfFalse), TypeOf(node.Type));

    /// <inheritdoc/>
    protected override Expression VisitUnary(UnaryExpression node) => Halves(node.Update(Whole(Visit(node.Operand))));

    /// <inheritdoc/>
    protected override Expression VisitNew(NewExpression node) => Halves(node.Update(Visit(node.Arguments).Select(Whole)));

    /// <inheritdoc/>
    protected override Expression VisitNewArray(NewArrayExpression node) => node.Update(Visit(node.Expressions).Select(Whole));

    /// <inheritdoc/>
    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        var arguments = Visit(node.Arguments);
        if (TryFindTwin(node.Method, out var twin))
            return Expression.Call(twin, arguments);
        return Halves(node.Update(node.Object is null ? null : Whole(Visit(node.Object)), arguments.Select(Whole)));
    }

    private Expression OfDecimals(BinaryExpression node)
    {
        var (left, right) = (Visit(node.Left), Visit(node.Right));
        if (node.NodeType is ExpressionType.Equal or ExpressionType.NotEqual)
            return Expression.MakeBinary(node.NodeType, Expression.Call(typeof(QuickDecimal), nameof(QuickDecimal.Compare), null, left, right), Expression.Constant(0));
        return TryFindTwin(node.Method!, out var twin)
            ? Expression.Call(twin, left, right)
            : Halves(Expression.MakeBinary(node.NodeType, Whole(left), Whole(right), node.IsLiftedToNull, node.Method));
    }

    private static bool TryFindTwin(MethodInfo method, [NotNullWhen(true)] out MethodInfo? twin)
    {
        Type[] types = [.. method.GetParameters().Select(p => p.ParameterType)];
        twin = method.IsStatic && types.Contains(typeof(decimal)) && method.DeclaringType!.Assembly == Parts.Assembly
            ? method.DeclaringType.GetMethod(method.Name, Static, [.. types.Select(TypeOf)])
            : null;
        return twin is not null && twin.ReturnType == TypeOf(method.ReturnType);
    }

    private static Type TypeOf(Type type) => type == typeof(decimal) ? Parts : type;

    private static Expression Whole(Expression value) => value.Type == Parts ? Expression.Call(Parts, nameof(DecimalParts.Whole), null, value) : value;

    private static Expression Halves(Expression value) => value.Type == typeof(decimal) ? Expression.Call(Parts, nameof(DecimalParts.Of), null, value) : value;
}
