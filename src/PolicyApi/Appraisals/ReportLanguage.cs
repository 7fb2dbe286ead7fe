using PolicyApi.Platform.Problems;

namespace PolicyApi.Appraisals;

/// <summary>The language a report is asked for in.</summary>
internal static class ReportLanguage
{
    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Chinese.</summary>
    public const string Chinese = "zh-CN";

    /// <summary>By the query, else the first that the caller accepts, else English.</summary>
    /// <exception cref="FaultException">It is neither of the two.</exception>
    public static string Of(string? lang, HttpRequest request)
    {
        if (lang is not null)
            return Known(lang) ?? throw new FaultException(Faults.ParameterInvalid("lang", $"reports are written in `{English}` and `{Chinese}`, not in `{lang}`."));
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1);
        return accepted.Select(l => Known(l.Value.ToString())).FirstOrDefault(l => l is not null) ?? English;
    }

    private static string? Known(string language)
    {
        if (language.Equals(English, StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            return English;
        return language.Equals("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("zh-", StringComparison.OrdinalIgnoreCase) ? Chinese : null;
    }
}
