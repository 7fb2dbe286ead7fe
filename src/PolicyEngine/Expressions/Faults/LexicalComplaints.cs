using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyEngine.Expressions.Faults;

/// <summary>Explains signs and quotes that do not belong in an expression.</summary>
internal static class LexicalComplaints
{
    /// <summary>Explains a text in single quotes, which in .NET are for single characters; expressions have no such values.</summary>
    public static ExpressionFault SingleQuoted(string text, int start, int end)
    {
        var inner = text[(start + 1)..(end - 1)];
        var isPlain = !inner.Contains('"', StringComparison.Ordinal);
        return new("not-offered", start, isPlain
            ? $"a text stands in double quotes; write `\"{inner}\"` for `'{inner}'`, inside of JSON `\\\"{inner}\\\"`"
            : "a text stands in double quotes; write `\"`, inside of JSON `\\\"`")
        {
            Repair = isPlain ? new(start, end - start, $"\"{inner}\"") : null,
        };
    }

    /// <summary>Explains a character that has no meaning, with the plain character to write instead, if there is one.</summary>
    public static ExpressionFault NoSign(char c, int start)
    {
        var plain = PlainSigns.Of(c);
        var shown = char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Surrogate ? $"the invisible character U+{(int)c:X4}" : $"`{c}`";
        var isQuote = plain is "\"" ? ", inside of JSON `\\\"`" : string.Empty;
        return new("expression-syntax", start, $"{shown} has no meaning in an expression; {(string.IsNullOrEmpty(plain) ? "remove it" : $"write `{plain}`{isQuote}")}")
        {
            Repair = plain is null ? null : new(start, 1, plain),
        };
    }
}
