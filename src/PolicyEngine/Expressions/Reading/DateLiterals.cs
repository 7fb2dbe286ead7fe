using System.Globalization;
using System.Text.RegularExpressions;
using PolicyEngine.Expressions.Faults;

namespace PolicyEngine.Expressions.Reading;

/// <summary>Dates that an expression writes as text.</summary>
internal static partial class DateLiterals
{
    /// <summary>Returns every text <c>"YYYY-MM-DD"</c> in an expression that is a date, with or without midnight as its time.</summary>
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

    /// <summary>Returns the offset of a text that was read as a date; 0 if it cannot be determined.</summary>
    public static int PlaceOf(DateTime date, string expression) => Pieces.Of(expression)
        .Where(p => p.Kind == PieceKind.Text && DateTime.TryParse(p.Text.Trim('"'), CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read == date)
        .Select(p => p.Start).FirstOrDefault();

    [GeneratedRegex("\"(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(T00:00:00)?\"", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Pattern();
}
