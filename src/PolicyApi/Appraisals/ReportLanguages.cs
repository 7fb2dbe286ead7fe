using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;

namespace PolicyApi.Appraisals;

/// <summary>The languages of reports.</summary>
internal static class ReportLanguages
{
    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Chinese.</summary>
    public const string Chinese = "zh-CN";

    /// <summary>Returns the language of the query, or else the first known one of <c>Accept-Language</c>, or else English.</summary>
    /// <param name="lang">The language in the query, checked by <see cref="ReportLanguageAttribute"/>; <see langword="null"/> if there is none.</param>
    /// <param name="request">The request, with its <c>Accept-Language</c> header.</param>
    public static string Of(string? lang, HttpRequest request)
    {
        if (lang is not null && Known(lang) is { } asked)
            return asked;
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1);
        return accepted.Select(l => Known(l.Value.ToString())).FirstOrDefault(l => l is not null) ?? English;
    }

    /// <summary>Returns the language of reports for a tag such as <c>en-GB</c>; <see langword="null"/> if there are no reports in it.</summary>
    public static string? Known(string language)
    {
        if (language.Equals(English, StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            return English;
        return language.Equals("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("zh-", StringComparison.OrdinalIgnoreCase) ? Chinese : null;
    }
}

/// <summary>Requires a language of reports.</summary>
internal sealed class ReportLanguageAttribute : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (ReportLanguages.Known(sent.Value) is null)
            yield return $"reports are written in `{ReportLanguages.English}` and `{ReportLanguages.Chinese}`, not in `{ParameterFaults.Shown(sent.Value)}`.";
    }
}
