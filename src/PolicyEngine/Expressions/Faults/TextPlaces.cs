using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Faults;

/// <summary>
/// Finds the offset of a part of a parsed expression. The parser keeps no offsets, but the parts that have a name or a sign come in the order
/// of the text.
/// </summary>
internal sealed class TextPlaces : ExpressionVisitor
{
    private readonly List<(string Key, Expression Node)> _parts = [];
    private readonly HashSet<Expression> _seen = new(ReferenceEqualityComparer.Instance);
    private readonly IReadOnlyList<Piece> _pieces;

    private TextPlaces(IReadOnlyList<Piece> pieces) => _pieces = pieces;

    /// <summary>Returns the offset of a part: of a field or call that of its name, of an operation that of its sign.</summary>
    /// <param name="node">A part of <paramref name="parsed"/>.</param>
    /// <param name="parsed">The whole expression.</param>
    /// <param name="text">Its text.</param>
    /// <returns>The offset; 0 if it cannot be determined.</returns>
    public static int Of(Expression? node, Expression parsed, string text)
    {
        if (node is null || KeyOf(node) is not { } key)
            return 0;
        var places = new TextPlaces(Pieces.Of(text));
        places.Visit(parsed);
        var written = places._pieces.Where(p => p.Kind != PieceKind.Text && string.Equals(OperatorSigns.Plain(p.Text), key, StringComparison.OrdinalIgnoreCase)).Select(p => p.Start).ToList();
        var parts = places._parts.Where(p => string.Equals(p.Key, key, StringComparison.OrdinalIgnoreCase)).Select(p => p.Node).ToList();
        var index = parts.FindIndex(p => ReferenceEquals(p, node));
        return written.Count == 0 ? 0 : written.Count == parts.Count && index >= 0 ? written[index] : written[0];
    }

    /// <inheritdoc/>
    public override Expression? Visit(Expression? node)
    {
        // The parser may use the same node in several places.
        if (node is null || !_seen.Add(node))
            return node;
        switch (node)
        {
            case BinaryExpression binary:
                Visit(binary.Left);
                Add(node);
                Visit(binary.Right);
                return node;
            case MemberExpression member:
                Visit(member.Expression);
                Add(node);
                return node;
            case MethodCallExpression call:
                VisitCall(call);
                return node;
            case UnaryExpression or NewExpression or ParameterExpression:
                Add(node);
                break;
            default:
                break;
        }

        return base.Visit(node);
    }

    private void VisitCall(MethodCallExpression call)
    {
        // The parser turns `x in (a, b)` into a call of `Contains` on the list, whose operator comes after `x`; in other calls the name comes after the list or text.
        var isIn = call.Method.Name is nameof(Enumerable.Contains) && call.Arguments is [NewArrayExpression, _];
        var owner = call.Object ?? (isIn ? call.Arguments[1] : call.Method.DeclaringType == typeof(Enumerable) || call.Arguments.Count == 2 && KeyOf(call) is "+" ? call.Arguments[0] : null);
        Visit(owner);
        Add(call);
        foreach (var argument in call.Arguments)
            Visit(argument);
    }

    private void Add(Expression node)
    {
        if (KeyOf(node) is { } key)
            _parts.Add((key, node));
    }

    private static string? KeyOf(Expression node) => node switch
    {
        MethodCallExpression { Method.Name: nameof(Enumerable.Contains), Arguments: [NewArrayExpression, _] } => "in",
        MethodCallExpression { Method.Name: nameof(string.Concat) } call when call.Method.DeclaringType == typeof(string) => "+",
        MethodCallExpression call => call.Method.Name,
        MemberExpression member => member.Member.Name,
        NewExpression creation => creation.Type.Name,
        ParameterExpression symbol => symbol.Name,
        BinaryExpression { NodeType: ExpressionType.ArrayIndex } => "[",
        BinaryExpression binary => OperatorSigns.Of(binary.NodeType),
        UnaryExpression { NodeType: ExpressionType.Not or ExpressionType.Negate or ExpressionType.NegateChecked } unary => OperatorSigns.Of(unary.NodeType),
        _ => null,
    };
}
