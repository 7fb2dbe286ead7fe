using System.Text.RegularExpressions;

namespace PolicyApi.Reports;

/// <summary>
/// Finds markup that has no effect in a report, so that authors learn it when they save and not from a gap on paper. It does not protect
/// the reader, because markup can be assembled from pieces; the content policy of every report does.
/// </summary>
internal static partial class MarkupLint
{
    /// <summary>Returns the errors, each with its offset in the markup.</summary>
    public static IEnumerable<(int Offset, string Message)> Check(string markup)
    {
        foreach (Match match in Forbidden().Matches(markup))
            yield return (match.Index, Message(match));
    }

    private static string Message(Match match)
    {
        if (match.Groups["element"] is { Success: true } element)
            return $"`<{element.Value}>` has no effect in a report, which runs no code, loads nothing and sends nothing; remove it";
        if (match.Groups["event"] is { Success: true } handler)
            return $"`{handler.Value}` has no effect in a report, which runs no code; remove it";
        return match.Groups["refresh"].Success
            ? "a report does not lead elsewhere by itself; remove the `refresh`"
            : $"`{match.Groups["address"].Value}` cannot be loaded by a report; use `data:` addresses or charts for pictures, and put styles into the page";
    }

    [GeneratedRegex(
        """
        <(?<element>script|iframe|frame|object|embed|applet|form|input|button|base|link|portal)\b
        |<[a-z][^<>]*?[\s"'/](?<event>on[a-z]+)\s*=
        |<meta[^<>]*?http-equiv\s*=\s*["']?(?<refresh>refresh)
        |(?<address>(?:javascript|vbscript|file)\s*:)
        |(?:src|srcset|poster|background)\s*=\s*["']?(?<address>(?:https?:)?//[^\s"'>]{0,40})
        |url\(\s*["']?(?<address>(?:https?:)?//[^\s"')]{0,40})
        |(?<address>@import)
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Forbidden();
}
