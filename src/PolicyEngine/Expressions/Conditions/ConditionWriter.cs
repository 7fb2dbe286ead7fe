using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Decimals;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Faults;

namespace PolicyEngine.Expressions.Conditions;

/// <summary>
/// Writes expressions, either for authors to read or as keys that two share only if they are the same value. Compiling a workflow writes the same
/// expressions many times, so writing allocates nothing but the text.
/// </summary>
/// <param name="terms">Has the definitions of params.</param>
/// <param name="text">Receives the text.</param>
/// <param name="isKey">Whether to write a key.</param>
internal sealed class ConditionWriter(ConditionTerms terms, StringBuilder text, bool isKey)
{
    private const int LongestText = 1_000;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an expression; returns <see langword="false"/> if it cannot be written, or is too long.</summary>
    public bool Write(ScopedExpression term)
    {
        if (text.Length > LongestText)
            return false;
        if (isKey)
            term = terms.Plain(term);
        return term.Node switch
        {
            ConstantExpression constant => Put(Literal(constant.Value)),
            ParameterExpression symbol => WriteSymbol(symbol, term),
            MemberExpression { Expression: { } owner } member => Below(term, owner) && Put(".") && Put(member.Member.Name),
            BinaryExpression { NodeType: ExpressionType.ArrayIndex } index => Below(term, index.Left) && Put("[") && Below(term, index.Right) && Put("]"),
            BinaryExpression binary when Sign(binary.NodeType) is { } sign => Put("(") && Below(term, binary.Left) && Put(" ") && Put(sign) && Put(" ") && Below(term, binary.Right) && Put(")"),
            UnaryExpression { NodeType: ExpressionType.Not } not => Put("!") && Below(term, not.Operand),
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } minus => Put("-") && Below(term, minus.Operand),
            UnaryExpression { NodeType: ExpressionType.Quote } quote => Below(term, quote.Operand),
            UnaryExpression { NodeType: ExpressionType.Convert } convert when !isKey => Below(term, convert.Operand),
            ConditionalExpression choice => Put("(") && Below(term, choice.Test) && Put(" ? ") && Below(term, choice.IfTrue) && Put(" : ") && Below(term, choice.IfFalse) && Put(")"),
            MethodCallExpression { Object: { } owner } call => Below(term, owner) && Put(".") && WriteCall(term, call, from: 0),
            MethodCallExpression call when call.Method.DeclaringType == typeof(Enumerable) && call.Arguments.Count > 0 => Below(term, call.Arguments[0]) && Put(".") && WriteCall(term, call, from: 1),
            MethodCallExpression call => Put(call.Method.DeclaringType?.Name ?? string.Empty) && Put(".") && WriteCall(term, call, from: 0),
            LambdaExpression or ItemLambda => ItemLambda.Of(term.Node) is { } lambda && Put(lambda.Item.Name!) && Put(" => ") && Write(term with { Node = lambda.Body, Items = term.Items.Add(lambda.Item) }),
            NewArrayExpression list => WriteList(term, list.Expressions, from: 0),
            NewExpression { Type: var type } made when type == typeof(DateTime) => Put("DateTime") && WriteList(term, made.Arguments, from: 0),
            _ => false,
        };
    }

    private bool Below(ScopedExpression term, Expression node) => Write(term with { Node = node });

    private bool WriteCall(ScopedExpression term, MethodCallExpression call, int from) => Put(call.Method.Name) && WriteList(term, call.Arguments, from);

    private bool WriteList(ScopedExpression term, ReadOnlyCollection<Expression> nodes, int from)
    {
        Put("(");
        for (var i = from; i < nodes.Count; i++)
        {
            if (i > from)
                Put(", ");
            if (!Below(term, nodes[i]))
                return false;
        }

        return Put(")");
    }

    private bool Put(string words)
    {
        text.Append(words);
        return true;
    }

    /// <summary>Writes a name. Params of different rules may share a name, so a key needs more; an item of a list has the name that its lambda gives it.</summary>
    private bool WriteSymbol(ParameterExpression symbol, ScopedExpression term)
    {
        var name = term.Scope.Find(symbol);
        if (name is null && !term.Items.Contains(symbol))
            return false;
        Put(symbol.Name!);
        if (isKey && name?.Param is { } param)
            text.Append('#').Append(param.Slot);
        return true;
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string words => JsonSerializer.Serialize(words, Readable),
        DateTime date => date.ToString("\"yyyy-MM-dd\"", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        decimal number => ExactDecimal.ToText(number),
        _ => value.GetType().Name,
    };

    private static string? Sign(ExpressionType operation) => operation switch
    {
        ExpressionType.And => OperatorSigns.Of(ExpressionType.AndAlso),
        ExpressionType.Or => OperatorSigns.Of(ExpressionType.OrElse),
        ExpressionType.AndAlso or ExpressionType.OrElse or ExpressionType.Equal or ExpressionType.NotEqual or ExpressionType.LessThan or ExpressionType.LessThanOrEqual
            or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual or ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide
            or ExpressionType.Modulo or ExpressionType.Coalesce => OperatorSigns.Of(operation),
        _ => null,
    };
}
