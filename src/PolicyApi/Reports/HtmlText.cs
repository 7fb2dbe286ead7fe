using System.Buffers;
using System.Text;

namespace PolicyApi.Reports;

/// <summary>Escapes text for HTML and SVG, for element content and for quoted attributes.</summary>
internal static class HtmlText
{
    private static readonly SearchValues<char> Special = SearchValues.Create("&<>\"'");

    public static string Escape(string text)
    {
        var first = text.AsSpan().IndexOfAny(Special);
        if (first < 0)
            return text;

        var escaped = new StringBuilder(text.Length + 32).Append(text, 0, first);
        foreach (var c in text.AsSpan(first))
            _ = Entity(c) is { } entity ? escaped.Append(entity) : escaped.Append(c);
        return escaped.ToString();
    }

    private static string? Entity(char c) => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => null,
    };
}
