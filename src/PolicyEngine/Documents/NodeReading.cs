using System.Globalization;
using PolicyEngine.Decimals;

namespace PolicyEngine.Documents;

/// <summary>Reads single values and reports faults at their place.</summary>
internal static class NodeReading
{
    private const int LongestName = 64;

    /// <summary>Whether a value is of a kind; if not, reports <c>wrong-type</c>.</summary>
    public static bool Is(SourceNode node, SourceKind kind, DiagnosticBag diagnostics)
    {
        if (node.Kind == kind)
            return true;
        diagnostics.Error(node, "wrong-type", $"expected {Noun(kind)}, found {Found(node)}; {HowToWrite(kind, node)}");
        return false;
    }

    /// <summary>Reads a number that a decimal holds exactly; returns <see langword="null"/> after reporting anything else.</summary>
    public static decimal? Decimal(SourceNode node, DiagnosticBag diagnostics)
    {
        if (!Is(node, SourceKind.Number, diagnostics))
            return null;
        if (node.TryGetDecimal(out var value))
            return value;
        diagnostics.Error(node, "out-of-range", $"{node} cannot be represented exactly; use at most 28 digits");
        return null;
    }

    /// <summary>Reads a text in both languages, neither of them blank; returns <see langword="null"/> after reporting anything else.</summary>
    public static LocalizedText? Localized(SourceNode node, DiagnosticBag diagnostics)
    {
        if (node.Kind != SourceKind.Object)
            diagnostics.Error(node, "wrong-type", $"expected a text in both languages, found {Found(node)}; write `{{ \"en\": \"…\", \"zh-CN\": \"…\" }}`");
        if (node.Kind != SourceKind.Object || ObjectReader.Open(node, diagnostics) is not { } reader)
            return null;
        var en = reader.Text("en");
        var zhCn = reader.Text("zh-CN");
        reader.Done();
        return en is null || zhCn is null ? null : new LocalizedText(en, zhCn);
    }

    /// <summary>Whether a text is a valid document id: 1–64 characters of a–z, 0–9 and -, starting with a letter.</summary>
    public static bool IsId(string text) =>
        text.Length is > 0 and <= LongestName
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    /// <summary>Whether a text is a valid name in expressions: 1–64 letters, digits and _, not starting with a digit.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName
        && (char.IsLetter(text[0]) || text[0] == '_')
        && text.All(c => char.IsLetterOrDigit(c) || c == '_');

    /// <summary>Puts bounds into words, such as <c>a number from 0 to 100</c>.</summary>
    public static string Range(decimal? minimum, decimal? maximum, string noun = "a number") => (minimum, maximum) switch
    {
        (null, null) => noun,
        ({ } low, null) => $"{noun} of at least {ExactDecimal.ToText(low)}",
        (null, { } high) => $"{noun} of at most {ExactDecimal.ToText(high)}",
        ({ } low, { } high) => $"{noun} from {ExactDecimal.ToText(low)} to {ExactDecimal.ToText(high)}",
    };

    private static string HowToWrite(SourceKind kind, SourceNode found) => (kind, found.Kind) switch
    {
        (SourceKind.String, SourceKind.Number or SourceKind.Boolean) => $"write it in quotes: `\"{found}\"`",
        (SourceKind.Number, SourceKind.String) when ExactDecimal.TryParse(found.Text, out _) => $"write it without quotes: `{found.Text}`",
        (SourceKind.Boolean, SourceKind.String) when found.Text is "true" or "false" => $"write it without quotes: `{found.Text}`",
        (SourceKind.Array, not SourceKind.Null) => "put it in square brackets: `[ … ]`",
        (SourceKind.Object, _) => "write its members in braces: `{ … }`",
        (SourceKind.Array, _) => "write `[ … ]`",
        (SourceKind.Boolean, _) => "write one of these",
        _ => $"write {Noun(kind)}",
    };

    private static string Noun(SourceKind kind) => kind switch
    {
        SourceKind.Object => "an object",
        SourceKind.Array => "an array",
        SourceKind.String => "a string",
        SourceKind.Number => "a number",
        SourceKind.Boolean => "`true` or `false`",
        _ => "`null`",
    };

    private static string Found(SourceNode node) => node.Kind switch
    {
        SourceKind.String => string.Create(CultureInfo.InvariantCulture, $"the string {node}"),
        SourceKind.Number => string.Create(CultureInfo.InvariantCulture, $"the number {node}"),
        SourceKind.Object or SourceKind.Array => Noun(node.Kind),
        _ => $"`{node}`",
    };
}
