using System.Text.RegularExpressions;

namespace PolicyApi.Reports;

/// <summary>
/// Makes a page as safe in a file as in a response: saved reports and reports in a ZIP have no header that forbids scripts and requests. The page
/// therefore contains a content policy itself, before anything that a template or its data could write.
/// </summary>
internal static partial class SafePage
{
    /// <summary>The content policy at the start of every page that does not begin with an equivalent one. <c>sandbox</c> works in headers only.</summary>
    public const string Head =
        "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'\">";

    private const string Meta = "<meta";
    private const int LongestMeta = 1_000;

    /// <summary>Returns the page with its content policy.</summary>
    /// <param name="page">The output of a template.</param>
    /// <exception cref="ReportException">The page has a <c>meta</c> that could redirect to another page, which a content policy does not prevent.</exception>
    public static string Of(string page)
    {
        for (var at = page.IndexOf(Meta, StringComparison.OrdinalIgnoreCase); at >= 0; at = page.IndexOf(Meta, at + Meta.Length, StringComparison.OrdinalIgnoreCase))
        {
            if (!Harmless().IsMatch(page.AsSpan(at, Math.Min(page.Length - at, LongestMeta))))
                throw new ReportException("", 0, 0, $"the page has `{page.AsSpan(at, Math.Min(page.Length - at, 60))}`; a `meta` has a quoted `name`, `charset` or `http-equiv` (never `refresh`), then a quoted `content`, and nothing else");
        }

        if (Guarded().IsMatch(page))
            return page;
        var begin = Doctype().Match(page).Length;
        return string.Concat(page.AsSpan(0, begin), Head, page.AsSpan(begin));
    }

    // The start of the shipped templates, with nothing before the policy.
    [GeneratedRegex(
        """^\s*<!doctype html>\s*<html lang="(en|zh-CN)">\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Guarded();

    // The policy goes after the doctype; before it, it would put browsers into quirks mode.
    [GeneratedRegex(@"^\s*<!doctype html>|^", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Doctype();

    [GeneratedRegex(
        """^<meta(data\b|\s+charset="?utf-8"?\s*/?>|\s+(name|property)="[a-z:._-]+"\s+content="[^"]*"\s*/?>|\s+http-equiv="(content-security-policy|content-type|content-language|x-ua-compatible)"\s+content="[^"]*"\s*/?>)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Harmless();
}
