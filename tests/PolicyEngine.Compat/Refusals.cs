using System.Text.RegularExpressions;
using PolicyEngine.Documents;

namespace PolicyEngine.Compat;

/// <summary>What is refused on purpose, as docs/compatibility.md lists it.</summary>
internal static partial class Refusals
{
    /// <summary>Codes that stand for one documented reason each.</summary>
    public static readonly HashSet<string> Codes = new(StringComparer.Ordinal)
    {
        "integer-division", "expression-too-long", "expression-too-deep", "cyclic-call", "cyclic-injection",
        "too-many", "too-deep", "reserved-name", "duplicate-id", "duplicate-member", "unknown-member",
    };

    /// <summary>Codes about facts that stand for one documented reason each.</summary>
    public static readonly HashSet<string> FactCodes = new(StringComparer.Ordinal) { "number-precision", "too-long", "too-many", "too-deep", "duplicate-member" };

    /// <summary>Names that are not offered, or not in this form, each listed with its reason.</summary>
    public static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "GetType", "ToString", "GetHashCode", "GetProperty", "GetMethod", "Invoke", "typeof", "is", "as", "cast", "Cast", "OfType", "Type", "Assembly", "Activator",
        "Now", "UtcNow", "Today", "NewGuid", "Guid", "Random",
        "Enumerable", "Range", "Repeat", "PadLeft", "PadRight", "Replace", "Format", "Join", "Split", "Regex", "String", "Insert", "Remove", "Concat", "Append", "ToCharArray", "Copy",
        "Pow", "Sqrt", "Log", "Exp", "PI", "E", "NaN", "MaxValue", "MinValue", "ToDouble", "ToSingle",
        "GroupBy", "Aggregate", "Zip", "Single", "SingleOrDefault", "ToDictionary", "ToLookup", "SequenceEqual", "Exists", "Find", "FindAll", "ElementAt", "ElementAtOrDefault",
        "TakeWhile", "SkipWhile", "DefaultIfEmpty", "ThenBy", "ThenByDescending", "Reverse", "ContainsKey",
        "<<", ">>", "Parse", "TryParse", "ToInt64", "ToBoolean", "int32", "new",
        "Compare", "LastIndexOf", "Empty",
        "AddHours", "AddMinutes", "DayOfWeek", "DayOfYear", "DaysInMonth", "IsLeapYear", "Days", "TotalDays", "TotalHours", "Hour", "Minute", "Ticks", "Subtract",
        "HasValue", "Value", "CompareTo",
    };

    /// <summary>Calls that are offered, but not with a culture or a way of comparing.</summary>
    private static readonly HashSet<string> WithoutComparison = new(StringComparer.Ordinal) { "Equals", "StartsWith", "EndsWith", "Contains", "IndexOf", "CompareTo", "ToUpper", "ToLower" };

    /// <summary>Whether an error is one of those that the documentation gives a reason for.</summary>
    /// <param name="error">The error.</param>
    /// <param name="expression">The expression it stands in; empty for none.</param>
    public static bool IsDocumented(Diagnostic error, string expression)
    {
        if (Codes.Contains(error.Code))
            return true;
        if (error.Code is "wrong-type" && error.Message.Contains("an output has one type", StringComparison.Ordinal))
            return true;
        if (error.Code is "wrong-type" && string.Equals(expression.Trim(), "null", StringComparison.Ordinal))
            return true; // An output that says nothing.
        if (error.Code is not ("not-offered" or "unknown-name"))
            return false;
        if (error.Message.StartsWith("a character of a text", StringComparison.Ordinal) || error.Message.StartsWith("an index on this list", StringComparison.Ordinal))
            return expression.Contains('[', StringComparison.Ordinal);
        if (error.Message.StartsWith("`SelectMany` over the characters of a text", StringComparison.Ordinal))
            return expression.Contains("SelectMany", StringComparison.Ordinal);
        if (error.Message.StartsWith("a text stands in double quotes", StringComparison.Ordinal))
            return expression.Contains('\'', StringComparison.Ordinal); // A single character.
        if (error.Pointer.EndsWith("/Name", StringComparison.Ordinal))
            return true; // An action of the host.
        if (error.Message.StartsWith("the operator `", StringComparison.Ordinal))
            return expression.Contains('&', StringComparison.Ordinal) || expression.Contains('|', StringComparison.Ordinal); // Of bits.
        var name = Named().Match(error.Message).Groups["name"].Value.Split('.')[^1];
        return Names.Contains(name)
            || (WithoutComparison.Contains(name) && (expression.Contains("StringComparison", StringComparison.Ordinal) || expression.Contains("CultureInfo", StringComparison.Ordinal)))
            || (name is "==" or "!=" && (expression.Contains("double", StringComparison.OrdinalIgnoreCase) || expression.Contains("float", StringComparison.OrdinalIgnoreCase)));
    }

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();
}
