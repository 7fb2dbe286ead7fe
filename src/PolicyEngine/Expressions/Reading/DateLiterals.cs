using System.Globalization;
using System.Text.RegularExpressions;
using PolicyEngine.Expressions.Faults;

namespace PolicyEngine.Expressions.Reading;

/// <summary>The dates that an expression writes as text.</summary>
internal static partial class DateLiterals
{
    /// <summary>Every <c>"YYYY-MM-DD"</c> in an expression that is a date; midnight may be written out.</summary>
    public static IReadOnlySet<DateTime> Of(string expression)
    {
        var dates = new HashSet<DateTime>();
        foreach (Match match in Pattern().Matches(expression))
        {
            if (DateTime.TryParseExact(match.Groups["date"].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                dates.Add(date);
        }

        return dates;
    }

    /// <summary>Where a text stands that was taken for a date; 0 when that cannot be told.</summary>
    public static int PlaceOf(DateTime date, string expression) => Pieces.Of(expression)
        .Where(p => p.Kind == PieceKind.Text && DateTime.TryParse(p.Text.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read == date)
        .Select(p => p.Start).FirstOrDefault();

    [GeneratedRegex("\"(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(T00:00:00)?\"", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Pattern();
}
