using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Appraisals;

/// <summary>The formats of reports and lists.</summary>
internal static class ReportFormat
{
    /// <summary>An HTML page.</summary>
    public const string Html = "html";

    /// <summary>A PDF.</summary>
    public const string Pdf = "pdf";

    /// <summary>A table as CSV.</summary>
    public const string Csv = "csv";

    /// <summary>A table as an Excel workbook.</summary>
    public const string Xlsx = "xlsx";

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/html"] = Html,
        ["application/pdf"] = Pdf,
        ["text/csv"] = Csv,
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = Xlsx,
    };

    /// <summary>Returns the media type of a format.</summary>
    public static string MediaType(string format) => MediaTypes.First(m => m.Value == format).Key;

    /// <summary>Returns the format named by the query, or else the one that <c>Accept</c> prefers; the default format without <c>Accept</c>.</summary>
    /// <param name="format">The format in the query; <see langword="null"/> if there is none.</param>
    /// <param name="request">The request, with its <c>Accept</c> header.</param>
    /// <param name="offered">The formats of the endpoint, the default first.</param>
    /// <exception cref="FaultException">No format is acceptable (406).</exception>
    public static string Of(string? format, HttpRequest request, params IReadOnlyList<string> offered) =>
        format ?? Liked(request, offered) ?? throw new FaultException(NotAcceptable(offered));

    /// <summary>
    /// Returns the format that <c>Accept</c> prefers; the default format without <c>Accept</c>; <see langword="null"/> if none is acceptable.
    /// </summary>
    /// <param name="request">The request, with its <c>Accept</c> header.</param>
    /// <param name="offered">The formats of the endpoint, the default first.</param>
    public static string? Liked(HttpRequest request, IReadOnlyList<string> offered)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0
            ? offered[0]
            : offered.Select(o => (Form: o, Liking: Liking(MediaType(o), accepted))).Where(o => o.Liking.Quality > 0).OrderByDescending(o => o.Liking).FirstOrDefault().Form;
    }

    // The most specific matching range decides (RFC 9110, 12.5.1). Among formats of the same quality, the one with the more specific range comes first,
    // then the one named first.
    private static (double Quality, int Closeness, int Place) Liking(string form, IList<MediaTypeHeaderValue> accepted)
    {
        var best = (Quality: 0d, Closeness: -1, Place: 0);
        for (var i = 0; i < accepted.Count; i++)
        {
            var range = accepted[i];
            var closeness = range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
            var fits = closeness == 0 || (closeness == 1 ? form.StartsWith(range.Type + "/", StringComparison.OrdinalIgnoreCase) : range.MediaType.Equals(form, StringComparison.OrdinalIgnoreCase));
            if (fits && closeness > best.Closeness)
                best = (range.Quality ?? 1, closeness, -i);
        }

        return best;
    }

    private static Fault NotAcceptable(IReadOnlyList<string> offered) => new(
        406, "not-acceptable", "None of the accepted forms is offered",
        $"`Accept` names none of {string.Join(", ", offered.Select(o => $"`{MediaType(o)}`"))}; name one, or say `format=` {string.Join(", ", offered.Select(o => $"`{o}`"))}.");
}
