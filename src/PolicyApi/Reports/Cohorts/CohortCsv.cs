using System.Globalization;
using System.Text;

namespace PolicyApi.Reports.Cohorts;

/// <summary>Writes a cohort as CSV (RFC 4180, in UTF-8 with a byte order mark, by which Excel recognizes the encoding).</summary>
internal static class CohortCsv
{
    public static byte[] Write(IEnumerable<CohortMember> members)
    {
        var text = new StringBuilder("\uFEFF");
        Line(text, CohortTable.Header);
        foreach (var member in members)
            Line(text, CohortTable.Row(member));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, IEnumerable<object?> cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

    private static string Cell(object? value)
    {
        var cell = value switch
        {
            null => "",
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            var other => (string)other,
        };
        return cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
