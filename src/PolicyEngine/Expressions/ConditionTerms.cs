using System.Globalization;
using System.Linq.Expressions;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Facts;

namespace PolicyEngine.Expressions;

/// <summary>
/// Tells when two parts of a workflow's conditions are the same value, and what is known of a value without facts: params
/// stand for their definitions, parameters for their values.
/// </summary>
internal sealed class ConditionTerms
{
    private const int LongestText = 1_000;

    private readonly Dictionary<CompiledParam, ScopedExpression> _definitions = [];
    private readonly StringBuilder _key = new();

    /// <summary>Notes what a param stands for.</summary>
    public void Define(CompiledParam param, ScopedExpression definition) => _definitions[param] = definition;

    /// <summary>The expression itself: without conversions that keep the value, a param replaced by its definition.</summary>
    public ScopedExpression Plain(ScopedExpression term)
    {
        while (true)
        {
            if (term.Node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert && KeepsValue(convert))
                term = term with { Node = convert.Operand };
            else if (term.Node is ParameterExpression symbol && term.Scope.Find(symbol)?.Param is { } param && _definitions.TryGetValue(param, out var definition))
                term = definition;
            else
                return term;
        }
    }

    /// <summary>A text that two expressions share only when they are the same value; <see langword="null"/> when that cannot be told.</summary>
    public string? KeyOf(ScopedExpression term)
    {
        _key.Clear();
        return Write(term, _key, isKey: true) ? _key.ToString() : null;
    }

    /// <summary>The expression in an author's words.</summary>
    public string WordsOf(ScopedExpression term)
    {
        var text = new StringBuilder();
        if (!Write(term, text, isKey: false))
            return "…";
        var words = text.ToString();
        return words is ['(', .., ')'] && term.Node is BinaryExpression ? words[1..^1] : words;
    }

    /// <summary>The value, when it is the same whatever the facts: a decimal, a text, a condition, a date.</summary>
    public object? ConstantOf(ScopedExpression term)
    {
        term = Plain(term);
        return term.Node switch
        {
            ConstantExpression { Value: int or long } whole => Convert.ToDecimal(whole.Value, CultureInfo.InvariantCulture),
            ConstantExpression constant => constant.Value,
            MemberExpression { Expression: ParameterExpression symbol } member when term.Scope.Find(symbol) is { Kind: NameKind.Parameters } => term.Scope.Parameters.Find(member.Member.Name)?.Value,
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } minus => ConstantOf(term with { Node = minus.Operand }) is decimal number ? -number : null,
            NewExpression { Type: var type, Arguments: [ConstantExpression { Value: int year }, ConstantExpression { Value: int month }, ConstantExpression { Value: int day }] } when type == typeof(DateTime) => DateOf(year, month, day),
            _ => null,
        };
    }

    /// <summary>A number, or a date as one.</summary>
    public static decimal? NumberOf(object? value) => value switch
    {
        decimal number => number,
        DateTime date => date.Ticks,
        _ => null,
    };

    /// <summary>The field that an expression reads; <see langword="null"/> when it is none.</summary>
    public static FactSchema? FieldOf(ScopedExpression term) => term.Node switch
    {
        MemberExpression { Expression: { } owner } member when term.Scope.ShapeOf(owner.Type) is { } shape && shape.SlotOf(member.Member.Name) is var slot and >= 0 => shape.Schema.Fields[slot].Schema,
        ParameterExpression symbol when term.Scope.Find(symbol) is { Kind: NameKind.Field, Slot: var input } => term.Scope.Inputs[input].Schema.Find(symbol.Name!),
        _ => null,
    };

    private static DateTime? DateOf(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) : null;

    private static bool KeepsValue(UnaryExpression convert)
    {
        var (from, to) = (Nullable.GetUnderlyingType(convert.Operand.Type) ?? convert.Operand.Type, Nullable.GetUnderlyingType(convert.Type) ?? convert.Type);
        return from == to || to == typeof(decimal) || to == typeof(object) || (from == typeof(int) && to == typeof(long));
    }

    private bool Write(ScopedExpression term, StringBuilder text, bool isKey)
    {
        if (text.Length > LongestText)
            return false;
        if (isKey)
            term = Plain(term);
        bool Below(Expression node) => Write(term with { Node = node }, text, isKey);
        bool Put(string words)
        {
            text.Append(words);
            return true;
        }

        bool List(IEnumerable<Expression> nodes, string open, string close) =>
            Put(open) && nodes.Select((node, i) => (i == 0 || Put(", ")) && Below(node)).All(done => done) && Put(close);

        return term.Node switch
        {
            ConstantExpression constant => Put(Literal(constant.Value)),
            ParameterExpression symbol => WriteSymbol(symbol, term, Put, isKey),
            MemberExpression { Expression: { } owner } member => Below(owner) && Put("." + member.Member.Name),
            BinaryExpression { NodeType: ExpressionType.ArrayIndex } index => Below(index.Left) && Put("[") && Below(index.Right) && Put("]"),
            BinaryExpression binary when Sign(binary.NodeType) is { } sign => Put("(") && Below(binary.Left) && Put($" {sign} ") && Below(binary.Right) && Put(")"),
            UnaryExpression { NodeType: ExpressionType.Not } not => Put("!") && Below(not.Operand),
            UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } minus => Put("-") && Below(minus.Operand),
            UnaryExpression { NodeType: ExpressionType.Quote } quote => Below(quote.Operand),
            UnaryExpression { NodeType: ExpressionType.Convert } convert when !isKey => Below(convert.Operand),
            ConditionalExpression choice => Put("(") && Below(choice.Test) && Put(" ? ") && Below(choice.IfTrue) && Put(" : ") && Below(choice.IfFalse) && Put(")"),
            MethodCallExpression { Object: { } owner } call => Below(owner) && List(call.Arguments, $".{call.Method.Name}(", ")"),
            MethodCallExpression call when call.Method.DeclaringType == typeof(Enumerable) && call.Arguments.Count > 0 => Below(call.Arguments[0]) && List(call.Arguments.Skip(1), $".{call.Method.Name}(", ")"),
            MethodCallExpression call => List(call.Arguments, $"{call.Method.DeclaringType?.Name}.{call.Method.Name}(", ")"),
            LambdaExpression { Parameters: [var item] } lambda => Put(item.Name + " => ") && Write(new(lambda.Body, term.Scope, term.Items.Add(item)), text, isKey),
            NewArrayExpression list => List(list.Expressions, "(", ")"),
            NewExpression { Type: var type } made when type == typeof(DateTime) => List(made.Arguments, "DateTime(", ")"),
            _ => false,
        };
    }

    /// <summary>Params of different rules may share a name; an item of a list is what its lambda calls it.</summary>
    private static bool WriteSymbol(ParameterExpression symbol, ScopedExpression term, Func<string, bool> put, bool isKey)
    {
        if (term.Scope.Find(symbol) is { } name)
            return put(isKey && name.Param is { } param ? string.Create(CultureInfo.InvariantCulture, $"{symbol.Name}#{param.Slot}") : symbol.Name!);
        return term.Items.Contains(symbol) && put(symbol.Name!);
    }

    private static string Literal(object? value) => value switch
    {
        null => "null",
        string text => System.Text.Json.JsonSerializer.Serialize(text, Readable),
        DateTime date => date.ToString("\"yyyy-MM-dd\"", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        decimal number => ExactDecimal.ToText(number),
        _ => value.GetType().Name,
    };

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string? Sign(ExpressionType operation) => operation switch
    {
        ExpressionType.AndAlso or ExpressionType.And => "&&",
        ExpressionType.OrElse or ExpressionType.Or => "||",
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.Add => "+",
        ExpressionType.Subtract => "-",
        ExpressionType.Multiply => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.Coalesce => "??",
        _ => null,
    };
}

/// <summary>A part of an expression with the names it can use.</summary>
/// <param name="Node">As parsed.</param>
/// <param name="Scope">What its symbols stand for.</param>
/// <param name="Items">The items of lists in whose lambdas it stands.</param>
internal sealed record ScopedExpression(Expression Node, ExpressionScope Scope, System.Collections.Immutable.ImmutableList<ParameterExpression> Items)
{
    /// <summary>A whole expression.</summary>
    public ScopedExpression(Expression node, ExpressionScope scope)
        : this(node, scope, [])
    {
    }
}
