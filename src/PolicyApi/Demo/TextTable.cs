using System.Text;

namespace PolicyApi.Demo;

/// <summary>Formats tables for terminals; Chinese characters count as two columns each.</summary>
internal static class TextTable
{
    /// <summary>Returns a table: a head, a line of dashes, and a line per row.</summary>
    /// <param name="head">The names of the columns; one that starts with <c>&gt;</c> is aligned to the right.</param>
    /// <param name="rows">The rows, each with as many cells as there are columns.</param>
    public static string Format(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        ArgumentNullException.ThrowIfNull(head);
        ArgumentNullException.ThrowIfNull(rows);
        var rightAligned = head.Select(h => h.StartsWith('>')).ToList();
        IReadOnlyList<string> names = [.. head.Select(h => h.TrimStart('>'))];
        var widths = names.Select((name, column) => rows.Select(r => Width(r[column])).Append(Width(name)).Max()).ToList();
        var table = new StringBuilder();
        AppendRow(table, names, widths, rightAligned);
        AppendRow(table, [.. widths.Select(w => new string('-', w))], widths, rightAligned);
        foreach (var row in rows)
            AppendRow(table, row, widths, rightAligned);
        return table.ToString();
    }

    /// <summary>Returns the number of terminal columns that a text takes.</summary>
    /// <param name="text">Any text.</param>
    public static int Width(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.EnumerateRunes().Sum(Width);
    }

    private static int Width(Rune rune) => rune.Value switch
    {
        >= 0x0300 and <= 0x036F => 0, // combining marks
        >= 0x1100 and <= 0x115F => 2, // Hangul
        >= 0x2E80 and <= 0x303E => 2, // CJK radicals and punctuation
        >= 0x3041 and <= 0xA4CF => 2, // kana, CJK ideographs, Yi
        >= 0xAC00 and <= 0xD7A3 => 2, // Hangul syllables
        >= 0xF900 and <= 0xFAFF => 2, // CJK compatibility
        >= 0xFE30 and <= 0xFE6F => 2, // CJK compatibility forms
        >= 0xFF00 and <= 0xFF60 => 2, // full-width forms
        >= 0xFFE0 and <= 0xFFE6 => 2,
        >= 0x1F300 and <= 0x1FAFF => 2, // pictographs
        >= 0x20000 and <= 0x3FFFD => 2, // further ideographs
        _ => 1,
    };

    private static void AppendRow(StringBuilder table, IReadOnlyList<string> cells, List<int> widths, List<bool> rightAligned)
    {
        var line = new StringBuilder();
        for (var column = 0; column < cells.Count; column++)
        {
            var padding = new string(' ', widths[column] - Width(cells[column]));
            line.Append(column > 0 ? "  " : string.Empty)
                .Append(rightAligned[column] ? padding + cells[column] : cells[column] + padding);
        }

        table.AppendLine(line.ToString().TrimEnd());
    }
}
