using PolicyApi.Platform.Problems;

namespace PolicyApi.Appraisals;

/// <summary>The languages in which reports are written.</summary>
internal static class ReportLanguages
{
    private const string English = "en";
    private const string Chinese = "zh-CN";

    /// <summary>The language asked for: by the query, else the first that the browser accepts, else English.</summary>
    /// <returns><see langword="null"/> when the query asks for another.</returns>
    public static string? Of(string? lang, HttpRequest request)
    {
        if (lang is not null)
            return Known(lang);
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1);
        return accepted.Select(l => Known(l.Value.ToString())).FirstOrDefault(l => l is not null) ?? English;
    }

    /// <summary>The same, where another is refused.</summary>
    /// <exception cref="FaultException">The query asks for another (400).</exception>
    public static string Require(string? lang, HttpRequest request) => Of(lang, request) ?? throw new FaultException(Unknown(lang));

    /// <summary>Reports are not written in that language.</summary>
    public static Fault Unknown(string? lang) =>
        Faults.ParameterInvalid("lang", $"reports are written in `{English}` and `{Chinese}`, not in `{lang}`.");

    private static string? Known(string language)
    {
        if (language.Equals(English, StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            return English;
        return language.Equals("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("zh-", StringComparison.OrdinalIgnoreCase) ? Chinese : null;
    }
}
