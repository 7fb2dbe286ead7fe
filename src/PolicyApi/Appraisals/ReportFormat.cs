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

    /// <summary>By the query, else what the caller likes best among what is offered, else the first offered.</summary>
    /// <param name="format">The query's word.</param>
    /// <param name="request">Has the <c>Accept</c> header.</param>
    /// <param name="offered">The forms of this endpoint, the usual one first.</param>
    /// <exception cref="FaultException">The query asks for another.</exception>
    public static string Of(string? format, HttpRequest request, params IReadOnlyList<string> offered)
    {
        if (format is not null)
        {
            return offered.Contains(format, StringComparer.Ordinal)
                ? format
                : throw new FaultException(Faults.ParameterInvalid("format", $"`format` is one of {string.Join(", ", offered.Select(o => $"`{o}`"))}."));
        }

        var accepted = request.GetTypedHeaders().Accept.Where(a => a.Quality is not 0).OrderByDescending(a => a.Quality ?? 1);
        return accepted.Select(a => MediaTypes.GetValueOrDefault(a.MediaType.ToString())).FirstOrDefault(f => f is not null && offered.Contains(f, StringComparer.Ordinal)) ?? offered[0];
    }
}
