using System.Text.RegularExpressions;

namespace PolicyApi.Reports;

/// <summary>
/// Makes a page as safe in a file as it is in an answer: reports are saved, and lie in a ZIP, where no header says that nothing in them runs or is
/// fetched. The page says so itself, before anything that a template or its data could write.
/// </summary>
internal static partial class SafePage
{
    /// <summary>What stands at the head of every page that does not begin with the like of it. <c>sandbox</c> works in headers only.</summary>
    public const string Head =
        "<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'\">";

    private const string Meta = "<meta";
    private const int LongestMeta = 1_000;

    /// <summary>The page with its content policy.</summary>
    /// <param name="page">What a template wrote.</param>
    /// <exception cref="ReportException">It has a <c>meta</c> that could lead elsewhere, which no content policy stops.</exception>
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

    // The shipped templates begin so: nothing can stand before the policy.
    [GeneratedRegex(
        """^\s*<!doctype html>\s*<html lang="(en|zh-CN)">\s*<head>\s*<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Guarded();

    // Before it, the policy would make browsers take the page for one of the last century.
    [GeneratedRegex(@"^\s*<!doctype html>|^", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Doctype();

    [GeneratedRegex(
        """^<meta(data\b|\s+charset="?utf-8"?\s*/?>|\s+(name|property)="[a-z:._-]+"\s+content="[^"]*"\s*/?>|\s+http-equiv="(content-security-policy|content-type|content-language|x-ua-compatible)"\s+content="[^"]*"\s*/?>)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Harmless();
}
