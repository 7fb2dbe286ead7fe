using System.Linq.Expressions;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions;

/// <summary>
/// Finds all fields that a value is computed from, including through params and in lambdas: a caller who may not see one of these fields
/// must not see the value either. The paths have no brackets for list items: <c>manager.ratings.value</c>.
/// </summary>
internal sealed class Sources : ExpressionVisitor
{
    private readonly ExpressionScope _scope;
    private readonly HashSet<string> _found = new(StringComparer.Ordinal);

    private Sources(ExpressionScope scope) => _scope = scope;

    /// <summary>Returns the paths, without repeats.</summary>
    public static IReadOnlyCollection<string> Of(Expression parsed, ExpressionScope scope)
    {
        var sources = new Sources(scope);
        sources.Visit(parsed);
        return sources._found.Count == 0 ? [] : sources._found;
    }

    /// <summary>Returns a path without brackets: <c>manager.months</c> for <c>manager.months[]</c>.</summary>
    public static string Plain(string path) => path.Replace("[]", string.Empty, StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is { } owner && _scope.ShapeOf(owner.Type) is { } shape)
            _found.Add($"{Plain(shape.Path)}.{node.Member.Name}");
        return base.VisitMember(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (_scope.Find(node) is { Kind: NameKind.Param, Param: { } param })
            _found.UnionWith(param.Sources);
        return node;
    }
}
