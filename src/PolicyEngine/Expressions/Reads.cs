using System.Linq.Expressions;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions;

/// <summary>Finds the single values that an expression names.</summary>
internal sealed class Reads : ExpressionVisitor
{
    private readonly ExpressionScope _scope;
    private readonly List<PathReader> _found = [];

    private Reads(ExpressionScope scope) => _scope = scope;

    /// <summary>Returns the single values named in an expression, without repeats, in order. Fields of list items in lambdas are not included.</summary>
    public static IReadOnlyList<PathReader> Of(Expression parsed, ExpressionScope scope)
    {
        var reads = new Reads(scope);
        reads.Visit(parsed);
        return [.. reads._found.DistinctBy(r => r.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    protected override Expression VisitMember(MemberExpression node)
    {
        if (PathOf(node) is { } path && _scope.Resolve(path) is { } reader)
        {
            _found.Add(reader);
            return node;
        }

        return base.VisitMember(node);
    }

    /// <inheritdoc/>
    protected override Expression VisitParameter(ParameterExpression node)
    {
        if (_scope.Find(node) is { Kind: NameKind.Param } && _scope.Resolve(node.Name!) is { } reader)
            _found.Add(reader);
        return node;
    }

    private string? PathOf(Expression node) => node switch
    {
        ParameterExpression symbol => _scope.Find(symbol) is null ? null : symbol.Name,
        MemberExpression { Expression: { } owner } member => PathOf(owner) is { } path ? $"{path}.{member.Member.Name}" : null,
        _ => null,
    };
}
