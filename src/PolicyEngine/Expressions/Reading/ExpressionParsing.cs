using System.Linq.Dynamic.Core;
using System.Linq.Dynamic.Core.CustomTypeProviders;
using System.Linq.Dynamic.Core.Exceptions;
using System.Linq.Dynamic.Core.Parser;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Faults;
using PolicyEngine.Expressions.Plain;
using PolicyEngine.Functions;

namespace PolicyEngine.Expressions.Reading;

/// <summary>Parses expressions: <see cref="PlainReader"/> reads the plain part of the language, and Dynamic LINQ everything else, with no functions but this engine's. Its error messages are explained in the words of policy authors.</summary>
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
            // In a lambda, `Grade.AtLeast(g.grade, …)` means the function, not a field of the item.
            PrioritizePropertyOrFieldOverTheType = false,
            UseParameterizedNamesInDynamicQuery = false,
        };
        config.ExpressionPromoter = new QuickPromoter(config);
        return config;
    }

    /// <summary>Parses an expression.</summary>
    /// <param name="text">The author's text.</param>
    /// <param name="scope">The names that the expression can use.</param>
    /// <param name="limits">The limits on its length and depth.</param>
    /// <param name="fault">The first fault if <see langword="null"/> is returned.</param>
    public static Expression? Parse(string text, ExpressionScope scope, EngineLimits limits, out ExpressionFault? fault)
    {
        var lexer = ExpressionLexer.Read(text, limits, out fault);
        if (fault is not null)
        {
            fault = fault.Repair is null && fault.Code is "expression-syntax" ? Slips.Find(text, Pieces.Of(text), fault.Offset) ?? fault : fault;
            return null;
        }

        return PlainReader.Read(lexer.Rewritten, scope) ?? ParseByDynamicLinq(lexer, text, scope, out fault);
    }

    /// <summary>Parses a text that <see cref="ExpressionLexer"/> has accepted.</summary>
    /// <param name="lexer">Has the rewritten text.</param>
    /// <param name="text">The author's text.</param>
    /// <param name="scope">The names it can use.</param>
    /// <param name="fault">The first fault, when <see langword="null"/> is returned.</param>
    internal static Expression? ParseByDynamicLinq(ExpressionLexer lexer, string text, ExpressionScope scope, out ExpressionFault? fault)
    {
        fault = null;
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
                // `list.Count`, as written for lists in .NET, becomes `list.Count()`, because facts hold arrays.
                rewritten = rewritten.Insert(e.Position + Count.Length, Brackets);
                inserted.Add((e.Position, Brackets.Length));
            }
            catch (Exception e) when (e is ParseException or InvalidOperationException && NoSum().IsMatch(e.Message) && inserted.Count < MostInserted && FirstSum(rewritten) is { } at)
            {
                // The parser finds `Sum()` and `Average()` for arrays, but not for the type that it gives a sorted list.
                rewritten = rewritten.Insert(at, AsArray);
                inserted.Add((at, AsArray.Length));
            }
            catch (ParseException e)
            {
                fault = ParserComplaints.Explain(e.Message, text, lexer.Original(e.Position - inserted.Where(i => i.Position < e.Position).Sum(i => i.Length)), scope);
                return null;
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException or NotSupportedException or FormatException or OverflowException)
            {
                // For about one text with faults in a hundred, the parser fails without an offset.
                fault = ParserComplaints.Explain(e.Message, text, offset: null, scope);
                return null;
            }
            catch (Exception e) when (e is InvalidCastException or NullReferenceException or IndexOutOfRangeException or KeyNotFoundException or AmbiguousMatchException)
            {
                // The parser itself fails on some texts, such as `-n => n`; its message would mean nothing to an author.
                fault = ParserComplaints.Explain(string.Empty, text, offset: null, scope);
                return null;
            }
        }
    }

    private const string Count = "Count";
    private const string Brackets = "()";
    private const string AsArray = "ToArray().";
    private const int MostInserted = 20;

    /// <summary>Returns the offset of the first `Sum()` or `Average()` without arguments that does not follow `ToArray()`; <see langword="null"/> if there is none.</summary>
    private static int? FirstSum(string text) => SumOfAll().Matches(text).FirstOrDefault(m => m.Groups["sum"].Success) is { } match ? match.Groups["sum"].Index : null;

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|(?<!ToArray\(\))\.\s*(?<sum>(Sum|Average)\s*\(\s*\))
        """, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex SumOfAll();

    [GeneratedRegex(@"^No property or field 'Count' exists in type '[^']*\[\]'", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CountOfList();

    [GeneratedRegex("^No (applicable|generic) method '(Sum|Average)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NoSum();

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
