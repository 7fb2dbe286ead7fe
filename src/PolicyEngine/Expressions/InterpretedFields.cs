using System.Linq.Expressions;
using System.Reflection;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>
/// Reads fields of facts by reflection where code is interpreted. The interpreter keeps every field that it has read in a table for ever, and with
/// it the emitted type of a model that nobody uses any more.
/// </summary>
internal sealed class InterpretedFields : ExpressionVisitor
{
    private static readonly MethodInfo Read = typeof(FieldInfo).GetMethod(nameof(FieldInfo.GetValue), [typeof(object)])!;

    private InterpretedFields()
    {
    }

    /// <summary>The same code without fields of emitted types.</summary>
    public static Expression<T> Of<T>(Expression<T> code)
        where T : Delegate => (Expression<T>)new InterpretedFields().Visit(code);

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node) =>
        node is { Member: FieldInfo field, Expression: { } owner } && field.DeclaringType!.IsSubclassOf(typeof(FactObject))
            ? Expression.Convert(Expression.Call(Expression.Constant(field, typeof(FieldInfo)), Read, Visit(owner)), node.Type)
            : base.VisitMember(node);
}
