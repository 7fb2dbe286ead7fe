using System.Linq.Dynamic.Core;
using System.Linq.Dynamic.Core.CustomTypeProviders;
using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Dynamic.Core.Parser;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Functions;

namespace PolicyEngine.Expressions;

/// <summary>Parses expressions with Dynamic LINQ, offered only our functions, and words its complaints for policy authors.</summary>
internal static partial class ExpressionParsing
{
    private static readonly ParsingConfig Config = Configure();

    private static ParsingConfig Configure()
    {
        var config = new ParsingConfig
        {
            CustomTypeProvider = new FunctionTypes(),
            ResolveTypesBySimpleName = false,
            AllowNewToEvaluateAnyType = false,
            LoadAdditionalAssembliesFromCurrentDomainBaseDirectory = false,
            // `Grade.AtLeast(g.grade, …)` inside a lambda is the function, not the item's field.
            PrioritizePropertyOrFieldOverTheType = false,
            UseParameterizedNamesInDynamicQuery = false,
        };
        config.ExpressionPromoter = new QuickPromoter(config);
        return config;
    }

    /// <summary>Parses a text.</summary>
    /// <param name="text">The author's text.</param>
    /// <param name="scope">The names it can use.</param>
    /// <param name="limits">What it may hold.</param>
    /// <param name="fault">
    /// What is wrong, when <see langword="null"/> is returned; itself <see langword="null"/> when the fault is that of a
    /// param or parameter used, reported where that stands.
    /// </param>
    public static Expression? Parse(string text, ExpressionScope scope, EngineLimits limits, out ExpressionFault? fault)
    {
        var lexer = ExpressionLexer.Read(text, limits, out fault);
        if (fault is not null)
            return null;
        var rewritten = lexer.Rewritten;
        var inserted = new List<(int Position, int Length)>();
        while (true)
        {
            try
            {
                var parsed = new ExpressionParser([.. scope.Symbols], rewritten, values: null, Config).Parse(resultType: null);
                if (lexer.Lists.AreAllIn(parsed))
                    return parsed;
                fault = new("wrong-type", Math.Max(0, text.IndexOf("new", StringComparison.OrdinalIgnoreCase)), "a list holds values of different kinds; write values of one kind into it");
                return null;
            }
            catch (ParseException e) when (CountOfList().IsMatch(e.Message) && inserted.Count < MostInserted && e.Position + Count.Length <= rewritten.Length)
            {
                // `list.Count`, as on .NET's lists, is `list.Count()` here: facts hold arrays.
                rewritten = rewritten.Insert(e.Position + Count.Length, Brackets);
                inserted.Add((e.Position, Brackets.Length));
            }
            catch (Exception e) when (e is ParseException or InvalidOperationException && NoMethod().Match(e.Message).Groups["name"].Value is "Sum" or "Average" && inserted.Count < MostInserted && FirstSum(rewritten) is { } at)
            {
                // The parser finds `Sum()` and `Average()` on arrays, but not on what it takes a sorted list for.
                rewritten = rewritten.Insert(at, AsArray);
                inserted.Add((at, AsArray.Length));
            }
            catch (ParseException e)
            {
                fault = Explain(e.Message, text, lexer.Original(e.Position - inserted.Where(i => i.Position < e.Position).Sum(i => i.Length)), scope);
                return null;
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException or FormatException or OverflowException)
            {
                // For about one broken text in a hundred the parser fails without a position.
                fault = ExplainWithoutPosition(e.Message, text);
                return null;
            }
            catch (Exception e) when (e is InvalidCastException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException or AmbiguousMatchException)
            {
                // The parser trips over some broken texts, such as `-n => n`; what it says then means nothing to an author.
                fault = new("expression-syntax", 0, "the expression cannot be read; look for an operator, arrow or bracket that does not belong where it is");
                return null;
            }
        }
    }

    private const string Count = "Count";
    private const string Brackets = "()";
    private const string AsArray = "ToArray().";
    private const int MostInserted = 20;

    /// <summary>Where the first sum of all items stands that is not of an array yet.</summary>
    private static int? FirstSum(string text) => SumOfAll().Matches(text).FirstOrDefault(m => m.Groups["sum"].Success) is { } match ? match.Groups["sum"].Index : null;

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|(?<!ToArray\(\))\.\s*(?<sum>(Sum|Average)\s*\(\s*\))
        """, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex SumOfAll();

    [GeneratedRegex(@"^No property or field 'Count' exists in type '[^']*\[\]'", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CountOfList();

    private static ExpressionFault ExplainWithoutPosition(string message, string text)
    {
        var method = NoMethod().Match(message);
        if (method.Success)
            return NoSuchMethod(method.Groups["name"].Value, Math.Max(0, text.IndexOf(method.Groups["name"].Value, StringComparison.Ordinal)));
        if (message.StartsWith("Coalesce used with type", StringComparison.Ordinal))
            return new("wrong-type", Math.Max(0, text.IndexOf("??", StringComparison.Ordinal)), "`??` goes with texts only; for a number, condition or date that may be missing write `np(path, otherwise)`");
        var literal = WrongLiteral().Match(message);
        if (!literal.Success)
            return new("expression-syntax", 0, "the expression does not fit together: " + Plain(message));
        var value = literal.Groups["value"].Value;
        return new(
            "wrong-type", Math.Max(0, text.IndexOf($"\"{value}\"", StringComparison.Ordinal)), $"`\"{value}\"` is not {TypeWords.Of(literal.Groups["type"].Value)}; compare values of the same type");
    }

    private static ExpressionFault? Explain(string message, string text, int offset, ExpressionScope scope)
    {
        var type = UnknownType().Match(message);
        if (type.Success && scope.IsBroken(type.Groups["name"].Value))
            return null;
        if (type.Success)
            return UnknownOnPath(type.Groups["name"].Value, text, offset, scope);
        var field = UnknownMemberOfType().Match(message);
        if (field.Success)
            return UnknownMember(field.Groups["name"].Value, field.Groups["type"].Value, offset, scope);
        var name = UnknownIdentifier().Match(message);
        if (name.Success)
        {
            var written = name.Groups["name"].Value;
            if (scope.IsBroken(written))
                return null;
            if (OfDotNet.Contains(written))
                return new("not-offered", offset, $"`{written}` is not offered in expressions; use the operators, list calls and functions listed in the documentation");
            var known = scope.Names.Concat(MethodTable.KnownNames);
            return new("unknown-name", offset, $"`{written}` is not known here; {MethodTable.Instead(written) ?? Suggest.Hint(written, known, scope.Names.Any() ? $"names that can stand here are {string.Join(", ", scope.Names.Select(n => $"`{n}`"))}" : "there is no input here to name")}");
        }

        var method = NoMethod().Match(message);
        if (method.Success)
            return NoSuchMethod(method.Groups["name"].Value, offset);
        var operands = IncompatibleOperands().Match(message);
        if (operands.Success && NotOfferedFor(operands) is { } instead)
            return new("not-offered", offset, $"`{operands.Groups["op"].Value}` is not offered for these; {instead}");
        return operands.Success
            ? new("wrong-type", offset, $"`{operands.Groups["op"].Value}` cannot be applied to {TypeWords.Of(operands.Groups["left"].Value)} and {TypeWords.Of(operands.Groups["right"].Value)}; compare values of the same type")
            : new("expression-syntax", offset, Plain(message));
    }

    /// <summary>What workflows of RulesEngine reach for of .NET; everything else is an unknown name.</summary>
    private static readonly HashSet<string> OfDotNet = new(StringComparer.Ordinal) { "Enumerable", "Environment", "Random", "Regex", "StringBuilder", "TimeSpan", "Type", "Activator" };

    /// <summary>Why an operator cannot be used at all, where the fault is not the pair of its operands.</summary>
    private static string? NotOfferedFor(Match operands) => operands.Groups["op"].Value switch
    {
        "<<" or ">>" or "&" or "|" => "numbers have no bits here; calculate with `*`, `/` and `%`, join conditions with `&&` and `||`",
        _ => (operands.Groups["left"].Value + operands.Groups["right"].Value).Contains("Double", StringComparison.Ordinal) ? MethodTable.Instead("double") : null,
    };

    private static ExpressionFault NoSuchMethod(string name, int offset) => MethodTable.KnowsName(name) && MethodTable.Instead(name) is null
        ? new("wrong-type", offset, $"`{name}` does not go with these values; {MethodTable.HowToWrite(name)}")
        : new("not-offered", offset, $"`{name}` is not offered in expressions; {MethodTable.Instead(name) ?? Suggest.Hint(name, MethodTable.KnownNames, "use the operators, list calls and functions listed in the documentation")}");

    private static ExpressionFault? UnknownMember(string name, string type, int offset, ExpressionScope scope)
    {
        if (string.Equals(type, ExpressionScope.ParametersName, StringComparison.Ordinal))
        {
            if (scope.IsBroken($"{type}.{name}"))
                return null;
            var parameters = scope.Parameters.All.Select(p => p.Name);
            return new("unknown-parameter", offset, $"`{name}` is not a parameter of the policy; {Suggest.Hint(name, parameters, "add it to `parameters`")}");
        }

        // Where bare names are members of the only input, a broken param looks like one of them.
        if (scope.IsStandalone && scope.IsBroken(name))
            return null;
        var shape = scope.Inputs.SelectMany(i => i.WithAllBelow()).FirstOrDefault(s => string.Equals(s.ClrType.Name, type, StringComparison.Ordinal));
        return shape is null ? NotKnown(name, offset) : UnknownField(name, offset, shape);
    }

    /// <summary>For <c>a.wrong.c</c> the parser looks for a type `wrong`; the author meant a field.</summary>
    private static ExpressionFault UnknownOnPath(string name, string text, int offset, ExpressionScope scope)
    {
        var at = text.IndexOf("." + name, StringComparison.Ordinal) + 1;
        if (at == 0)
            return NotKnown(name, offset);
        var start = at - 1;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '.'))
            start--;
        var parts = text[start..(at - 1)].Split('.');
        var shape = scope.Inputs.FirstOrDefault(i => string.Equals(i.Path, parts[0], StringComparison.OrdinalIgnoreCase));
        foreach (var part in parts.Skip(1))
            shape = shape?.SlotOf(part) is { } slot and >= 0 ? shape.Below(slot) : null;
        return shape is null ? NotKnown(name, at) : UnknownField(name, at, shape);
    }

    private static ExpressionFault NotKnown(string name, int offset) =>
        new(OfDotNet.Contains(name) ? "not-offered" : "unknown-name", offset, $"`{name}` is not known here; {MethodTable.Instead(name) ?? Suggest.Hint(name, MethodTable.KnownNames, "use the operators, list calls and functions listed in the documentation")}");

    private static ExpressionFault UnknownField(string name, int offset, FactShape shape)
    {
        var fields = shape.Schema.Fields.Select(f => f.Name).ToList();
        return new("unknown-field", offset, $"`{name}` is not a field of `{shape.Path}`; {Suggest.Hint(name, fields, $"its fields are {string.Join(", ", fields.Take(20).Select(f => $"`{f}`"))}")}");
    }

    private static string Plain(string message)
    {
        var text = TypeName().Replace(message, m => TypeWords.Of(m.Groups["type"].Value)).ReplaceLineEndings(" ").TrimEnd('.', ' ');
        return text.Length == 0 ? "the expression cannot be read" : char.ToLowerInvariant(text[0]) + text[1..];
    }

    [GeneratedRegex("^Type '(?<name>[^']*)' not found", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownType();

    [GeneratedRegex("^(?<value>.*) is not a valid value for (?<type>[A-Za-z0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WrongLiteral();

    [GeneratedRegex("^No property or field '(?<name>[^']*)' exists in type '(?<type>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownMemberOfType();

    [GeneratedRegex("^Unknown identifier '(?<name>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownIdentifier();

    [GeneratedRegex("^(No applicable method '(?<name>[^']*)'|No generic method '(?<name>[^']*)' on|More than one method '(?<name>[^']*)'|Method '(?<name>[^']*)' (on type|not found))", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoMethod();

    [GeneratedRegex("^Operator '(?<op>[^']*)' incompatible with operand types '(?<left>[^']*)' and '(?<right>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IncompatibleOperands();

    [GeneratedRegex(@"'(?<type>(System\.)?(Decimal|Int32|Int64|String|Boolean|DateTime|Double|Object))[?]?'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TypeName();

    private sealed class FunctionTypes : IDynamicLinqCustomTypeProvider
    {
        private static readonly HashSet<Type> Types = [.. MethodTable.FunctionTypes, typeof(ExpressionUtils)];

        public HashSet<Type> GetCustomTypes() => Types;

        public Dictionary<Type, List<MethodInfo>> GetExtensionMethods() => [];

        public Type? ResolveType(string typeName) => ResolveTypeBySimpleName(typeName);

        public Type? ResolveTypeBySimpleName(string simpleTypeName) =>
            Types.FirstOrDefault(t => string.Equals(t.Name, simpleTypeName, StringComparison.Ordinal));
    }
}
