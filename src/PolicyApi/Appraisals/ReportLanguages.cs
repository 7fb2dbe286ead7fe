using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;

namespace PolicyApi.Appraisals;

/// <summary>The languages in which reports are written.</summary>
internal static class ReportLanguages
{
    /// <summary>English.</summary>
    public const string English = "en";

    /// <summary>Chinese.</summary>
    public const string Chinese = "zh-CN";

    /// <summary>The language asked for: by the query, else the first that the browser accepts, else English.</summary>
    /// <param name="lang">The query's word, which <see cref="ReportLanguageAttribute"/> has looked at.</param>
    /// <param name="request">Has the <c>Accept-Language</c> header.</param>
    public static string Of(string? lang, HttpRequest request)
    {
        if (lang is not null && Known(lang) is { } asked)
            return asked;
        var accepted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1);
        return accepted.Select(l => Known(l.Value.ToString())).FirstOrDefault(l => l is not null) ?? English;
    }

    /// <summary>The language that a word means, such as <c>en-GB</c>; <see langword="null"/> when reports are not written in it.</summary>
    public static string? Known(string language)
    {
        if (language.Equals(English, StringComparison.OrdinalIgnoreCase) || language.StartsWith("en-", StringComparison.OrdinalIgnoreCase))
            return English;
        return language.Equals("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("zh-", StringComparison.OrdinalIgnoreCase) ? Chinese : null;
    }
}

/// <summary>A language in which reports are written.</summary>
internal sealed class ReportLanguageAttribute : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        if (ReportLanguages.Known(sent.Value) is null)
            yield return $"reports are written in `{ReportLanguages.English}` and `{ReportLanguages.Chinese}`, not in `{ParameterFaults.Shown(sent.Value)}`.";
    }
}
