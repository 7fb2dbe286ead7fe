using Microsoft.Net.Http.Headers;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Appraisals;

/// <summary>The form a report is asked for in.</summary>
internal static class ReportFormat
{
    /// <summary>A page.</summary>
    public const string Html = "html";

    /// <summary>A printed page.</summary>
    public const string Pdf = "pdf";

    /// <summary>A table as text.</summary>
    public const string Csv = "csv";

    /// <summary>A table as a workbook.</summary>
    public const string Xlsx = "xlsx";

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["text/html"] = Html,
        ["application/pdf"] = Pdf,
        ["text/csv"] = Csv,
        ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"] = Xlsx,
    };

    /// <summary>The media type of a form.</summary>
    public static string MediaType(string format) => MediaTypes.First(m => m.Value == format).Key;

    /// <summary>By the query, else what the caller likes best among what is offered; the first offered when it does not say.</summary>
    /// <param name="format">The query's word.</param>
    /// <param name="request">Has the <c>Accept</c> header.</param>
    /// <param name="offered">The forms of this endpoint, the usual one first.</param>
    /// <exception cref="FaultException">None is acceptable (406).</exception>
    public static string Of(string? format, HttpRequest request, params IReadOnlyList<string> offered) =>
        format ?? Liked(request, offered) ?? throw new FaultException(NotAcceptable(offered));

    /// <summary>What the caller likes best among what is offered; the first offered when it does not say, <see langword="null"/> when it likes none.</summary>
    /// <param name="request">Has the <c>Accept</c> header.</param>
    /// <param name="offered">The forms of this endpoint, the usual one first.</param>
    public static string? Liked(HttpRequest request, IReadOnlyList<string> offered)
    {
        var accepted = request.GetTypedHeaders().Accept;
        return accepted.Count == 0
            ? offered[0]
            : offered.Select(o => (Form: o, Liking: Liking(MediaType(o), accepted))).Where(o => o.Liking.Quality > 0).OrderByDescending(o => o.Liking).FirstOrDefault().Form;
    }

    // The most specific range that fits decides (RFC 9110, 12.5.1); of forms liked alike, the one named more closely, then the one named first.
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
