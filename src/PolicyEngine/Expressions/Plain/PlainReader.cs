using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions.Plain;

/// <summary>
/// Reads the plain part of the language: paths, literals, operators, functions and list calls whose types match without conversion. It returns the same tree as Dynamic LINQ
/// in a fraction of the time, except that lambdas are an <see cref="ItemLambda"/>. Wherever that is not certain it gives up: then Dynamic LINQ reads the text and reports
/// its faults.
/// </summary>
internal sealed class PlainReader
{
    private static readonly Dictionary<string, Type> FunctionTypes = MethodTable.FunctionTypes.Append(typeof(Math)).ToDictionary(t => t.Name, StringComparer.Ordinal);

    private readonly PlainTokens _tokens;
    private readonly PlainNames _names;

    private PlainReader(string text, ExpressionScope scope)
    {
        _tokens = new PlainTokens(text);
        _names = new PlainNames(scope);
    }

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The text as <see cref="ExpressionLexer"/> has rewritten it.</param>
    /// <param name="scope">The names that the expression can use.</param>
    /// <returns><see langword="null"/> if Dynamic LINQ has to read it.</returns>
    public static Expression? Read(string text, ExpressionScope scope)
    {
        var reader = new PlainReader(text, scope);
        var read = reader.Conditional();
        return reader._tokens.Kind == PlainToken.End ? read : null;
    }

    private Expression? Conditional()
    {
        var test = Binary(least: 1);
        if (test is null || !_tokens.Take("?"))
            return test;
        var whenTrue = Conditional();
        return whenTrue is not null && _tokens.Take(":") ? PlainOperators.Choose(test, whenTrue, Conditional()) : null;
    }

    /// <summary>Reads operations of a precedence and higher ones, from left to right.</summary>
    private Expression? Binary(int least)
    {
        var left = Unary();
        while (left is not null && _tokens.Sign is { } sign && PlainOperators.Levels.TryGetValue(sign, out var found) && found.Level >= least)
        {
            _tokens.Next();
            left = found.Level == PlainOperators.In ? Among(left) : PlainOperators.Apply(found.Type, left, Binary(found.Level + 1));
        }

        return left;
    }

    /// <summary>Reads <c>text in ("A", "B")</c>, which can be followed only by operators that join conditions.</summary>
    private Expression? Among(Expression left)
    {
        if (left.Type != typeof(string) || left is ConstantExpression || !_tokens.Take("("))
            return null;
        var items = new List<string>();
        do
        {
            if (_tokens.Kind != PlainToken.Text)
                return null;
            items.Add(_tokens.Text);
            _tokens.Next();
        }
        while (_tokens.Take(","));
        return _tokens.Take(")") && !(_tokens.Sign is { } sign && PlainOperators.Levels.TryGetValue(sign, out var next) && next.Level >= PlainOperators.In) ? PlainOperators.Among(left, items) : null;
    }

    private Expression? Unary()
    {
        if (_tokens.Take("!"))
            return PlainOperators.Not(Unary());
        if (!_tokens.Take("-"))
            return Primary();
        return _tokens.Kind == PlainToken.Number ? Parts(Taken(PlainTokens.Number("-" + _tokens.Text))) : PlainOperators.Negate(Unary());
    }

    private Expression? Primary() => Parts(_tokens.Kind switch
    {
        PlainToken.Number => Taken(PlainTokens.Number(_tokens.Text)),
        PlainToken.Text => Taken(Expression.Constant(_tokens.Text)),
        PlainToken.Name => Named(_tokens.Text),
        _ => _tokens.Take("(") && Conditional() is { } inner && _tokens.Take(")") ? inner : null,
    });

    private Expression? Taken(Expression? read)
    {
        _tokens.Next();
        return read;
    }

    private Expression? Named(string name)
    {
        _tokens.Next();
        if (FunctionTypes.TryGetValue(name, out var type))
            return _tokens.Take(".") && NextName() is { } function && Arguments() is { } arguments ? PlainCalls.Static(type, function, arguments) : null;
        if (string.Equals(name, "iif", StringComparison.OrdinalIgnoreCase))
            return Arguments() is [var test, var whenTrue, var whenFalse] ? PlainOperators.Choose(test, whenTrue, whenFalse) : null;
        return _names.Find(name);
    }

    /// <summary>Reads what follows a value: its fields, its items, and calls on it.</summary>
    private Expression? Parts(Expression? value)
    {
        while (value is not null)
        {
            if (_tokens.Take("["))
                value = Conditional() is { } index && _tokens.Take("]") ? PlainOperators.Item(value, index) : null;
            else if (_tokens.Take("."))
                value = NextName() is { } name ? _tokens.Sign == "(" ? Call(value, name) : PlainNames.Part(value, name) : null;
            else
                break;
        }

        return value;
    }

    private Expression? Call(Expression value, string name)
    {
        if (!value.Type.IsArray)
            return Arguments() is { } arguments ? PlainCalls.OnValue(value, name, arguments) : null;
        _tokens.Next();
        if (_tokens.Take(")"))
            return PlainLists.Call(value, name);
        if (_tokens.Kind != PlainToken.Name || _names.Enter(_tokens.Text, value.Type.GetElementType()!) is not { } item)
            return null;
        _tokens.Next();
        var body = _tokens.Take("=>") ? Conditional() : null;
        _names.Leave();
        return body is not null && _tokens.Take(")") ? PlainLists.Call(value, name, body, item) : null;
    }

    private string? NextName()
    {
        if (_tokens.Kind != PlainToken.Name)
            return null;
        var name = _tokens.Text;
        _tokens.Next();
        return name;
    }

    private List<Expression>? Arguments()
    {
        if (!_tokens.Take("("))
            return null;
        var arguments = new List<Expression>();
        if (_tokens.Take(")"))
            return arguments;
        do
        {
            if (Conditional() is not { } argument)
                return null;
            arguments.Add(argument);
        }
        while (_tokens.Take(","));
        return _tokens.Take(")") ? arguments : null;
    }
}
