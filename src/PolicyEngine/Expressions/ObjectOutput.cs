using System.Linq.Expressions;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Expressions;

/// <summary>
/// Compiles object outputs such as <c>new (input1.a as A, 42 as B)</c> part by part to named values, so that the parser does not create a
/// type for them.
/// </summary>
internal static partial class ObjectOutput
{
    private const int MaxParts = 50;

    /// <summary>Whether an output is an object.</summary>
    public static bool IsObject(SourceNode at, EngineLimits limits) =>
        at.Kind == SourceKind.String && at.Text.Length <= limits.ExpressionLength && Opening().IsMatch(at.Text) && at.Text.AsSpan().TrimEnd().EndsWith(")", StringComparison.Ordinal);

    /// <summary>Compiles an object output and reports errors as diagnostics; <see langword="null"/> if there were any.</summary>
    public static ExpressionCode? Compile(SourceNode at, ExpressionScope scope, ExpressionCompiler compiler)
    {
        var start = Opening().Match(at.Text).Length;
        var inner = at.Text[start..at.Text.LastIndexOf(')')];
        var parts = new List<(string Name, ExpressionCode Value)>();
        var isWhole = true;
        foreach (var (part, place) in Split(inner))
        {
            var (name, value) = NameOf(part);
            var offset = start + place + (part.Length - part.TrimStart().Length);
            if (parts.Count >= MaxParts)
            {
                compiler.Refuse(at, "too-many", $"an object has at most {MaxParts} parts", offset);
                return null;
            }

            if (!NodeReading.IsName(name))
                compiler.Refuse(at, "expression-syntax", "a part of an object is a value and its name, such as `1 as a`, or a path that ends in its name, such as `manager.level`", offset);
            else if (compiler.Part(at, value, offset, scope) is { } compiled)
            {
                parts.Add((name, compiled));
                continue;
            }

            isWhole = false; // The other parts are still compiled, so that every error is reported.
        }

        return isWhole ? Join(parts) : null;
    }

    private static ExpressionCode Join(List<(string Name, ExpressionCode Value)> parts)
    {
        var block = new CodeBlock();
        var values = block.Local(typeof(Dictionary<string, object?>));
        block.Set(values, Expression.New(values.Type));
        foreach (var (name, part) in parts)
        {
            Expression value = Expression.Convert(part.Term.Value, typeof(object));
            if (part.Term.Known is not null)
                value = Expression.Condition(part.Term.Known, value, Expression.Constant(null));
            block.Append(part.Block);
            block.Add(Expression.Assign(Expression.Property(values, "Item", Expression.Constant(name)), value), mayFail: true);
        }

        return new ExpressionCode(
            block,
            new Term(Expression.Convert(values, typeof(object))),
            [.. parts.SelectMany(p => p.Value.Reads).DistinctBy(r => r.Path, StringComparer.Ordinal)],
            parts.SelectMany(p => p.Value.Sources).ToHashSet(StringComparer.Ordinal),
            parts.SelectMany(p => p.Value.Params).ToHashSet(),
            parts.SelectMany(p => p.Value.Certain).ToHashSet(),
            parts.Sum(p => p.Value.Nodes))
        {
            Loads = parts.SelectMany(p => p.Value.Loads).ToHashSet(),
        };
    }

    /// <summary>Returns the name and the value of a part: <c>value as name</c>, or a path that ends in its name.</summary>
    private static (string Name, string Value) NameOf(string part)
    {
        const string As = " as ";
        var at = part.LastIndexOf(As, StringComparison.Ordinal);
        return at < 0 ? (part[(part.LastIndexOf('.') + 1)..].Trim(), part.Trim()) : (part[(at + As.Length)..].Trim(), part[..at].Trim());
    }

    /// <summary>Splits a text at the commas outside brackets and quoted texts.</summary>
    private static IEnumerable<(string Part, int Place)> Split(string text)
    {
        var (depth, start, quote) = (0, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quote != '\0')
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? '\0' : quote;
                continue;
            }

            quote = c is '"' or '\'' ? c : '\0';
            depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
            if (c != ',' || depth != 0)
                continue;
            yield return (text[start..i], start);
            start = i + 1;
        }

        yield return (text[start..], start);
    }

    [GeneratedRegex(@"^\s*new\s*\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Opening();
}
