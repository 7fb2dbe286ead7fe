namespace PolicyApi.Reports.Charts;

/// <summary>Estimates the width of texts, so that labels fit into their picture; SVG does not wrap text.</summary>
internal static class TextFit
{
    private const decimal WideGlyph = 1.0m;
    private const decimal NarrowGlyph = 0.56m;

    public static decimal Width(ReadOnlySpan<char> text, decimal size)
    {
        var wide = 0;
        foreach (var c in text)
            wide += IsWide(c) ? 1 : 0;
        return ((wide * WideGlyph) + ((text.Length - wide) * NarrowGlyph)) * size;
    }

    /// <summary>Breaks a text into lines of a width; if the last line is too long, it is cut and ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Lines(string text, decimal size, decimal width, int most)
    {
        var lines = new List<string>();
        var rest = text;
        while (lines.Count < most - 1 && Width(rest, size) > width)
        {
            var take = Break(rest, Fitting(rest, size, width));
            lines.Add(rest[..take].TrimEnd());
            rest = rest[take..].TrimStart();
        }

        if (rest.Length > 0)
            lines.Add(Cut(rest, size, width));
        return lines;
    }

    public static string Cut(string text, decimal size, decimal width) =>
        Width(text, size) <= width ? text : text[..Whole(text, Fitting(text, size, width - size))].TrimEnd() + "…";

    private static int Fitting(string text, decimal size, decimal width)
    {
        var count = 1;
        while (count < text.Length && Width(text.AsSpan(0, count + 1), size) <= width)
            count++;
        return count;
    }

    private static bool IsWide(char c) => c >= '\u2E80';

    // Breaks at a space if there is one; Chinese text may break anywhere.
    private static int Break(string text, int fitting)
    {
        if (fitting >= text.Length || IsWide(text[fitting]))
            return Whole(text, fitting);
        var space = text.LastIndexOf(' ', fitting);
        return space > 0 ? space : Whole(text, fitting);
    }

    // Never between the two halves of a surrogate pair.
    private static int Whole(string text, int count) =>
        count > 0 && count < text.Length && char.IsHighSurrogate(text[count - 1]) ? count - 1 : count;
}
