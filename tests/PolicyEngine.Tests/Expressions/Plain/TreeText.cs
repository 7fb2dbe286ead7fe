using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using PolicyEngine.Expressions.Code;

namespace PolicyEngine.Tests.Expressions.Plain;

/// <summary>
/// Writes a whole tree as text: the kinds of nodes, their types, methods and members, constants with their types and values, parameters by name, and those of
/// lambdas by the order of their occurrence. Two trees are equal if their texts are.
/// </summary>
internal sealed class TreeText : ExpressionVisitor
{
    private readonly StringBuilder _text = new();
    private readonly List<ParameterExpression> _items = [];

    public static string Of(Expression tree)
    {
        var text = new TreeText();
        text.Visit(tree);
        return text._text.ToString();
    }

    public override Expression? Visit(Expression? node)
    {
        if (node is null)
            return null;
        if (node is ItemLambda own)
            node = own.Reduce();
        _text.Append(CultureInfo.InvariantCulture, $"{node.NodeType}<{node.Type}>{Details(node)}(");
        // A parameter is described above; the visitor stops there anyway.
        base.Visit(node);
        _text.Append(')');
        return node;
    }

    private string Details(Expression node) => node switch
    {
        // Dynamic LINQ reuses the first equal number that the process has read, with its trailing zeros; answers are written without them.
        ConstantExpression { Value: decimal number } => string.Create(CultureInfo.InvariantCulture, $"[{number / 1.0000000000000000000000000000m}: decimal]"),
        ConstantExpression constant => string.Create(CultureInfo.InvariantCulture, $"[{constant.Value ?? "null"}: {constant.Value?.GetType()}]"),
        ParameterExpression parameter => $"[{(string.IsNullOrEmpty(parameter.Name) ? IndexOf(parameter).ToString(CultureInfo.InvariantCulture) : parameter.Name)}]",
        MemberExpression member => $"[{member.Member.DeclaringType}.{member.Member}]",
        MethodCallExpression call => $"[{call.Method.DeclaringType}.{call.Method}]",
        BinaryExpression binary => $"[{binary.Method}, {binary.IsLifted}, {binary.IsLiftedToNull}]",
        UnaryExpression unary => $"[{unary.Method}, {unary.IsLifted}, {unary.IsLiftedToNull}]",
        NewExpression creation => $"[{creation.Constructor}]",
        LambdaExpression lambda => $"[{lambda.Parameters.Count}]",
        _ => string.Empty,
    };

    private int IndexOf(ParameterExpression item)
    {
        if (!_items.Contains(item))
            _items.Add(item);
        return _items.IndexOf(item);
    }
}
