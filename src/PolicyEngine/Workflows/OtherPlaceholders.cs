using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;

namespace PolicyEngine.Workflows;

/// <summary>Finds placeholders that an author wrote in the syntax of other formats. They would be shown to readers as written.</summary>
internal static partial class OtherPlaceholders
{
    /// <summary>Warns about <c>{path}</c>, <c>${path}</c> and <c>{{ path }}</c> if the path is a value that the reason can show.</summary>
    /// <param name="text">The reason in one language.</param>
    /// <param name="at">The place of the reason, for diagnostics.</param>
    /// <param name="scope">The names that the reason can use.</param>
    /// <param name="diagnostics">Receives <c>reason-syntax</c>.</param>
    public static void Check(string text, SourceNode at, ExpressionScope scope, DiagnosticBag diagnostics)
    {
        foreach (Match found in Placeholder().Matches(text))
        {
            var path = found.Groups["path"].Value;
            if (scope.Resolve(path) is not null)
                diagnostics.Warning(at, "reason-syntax", $"`{found.Value}` is shown as it is written; write `$({path})` to show the value", found.Index);
        }
    }

    [GeneratedRegex(@"\$?\{\{?\s{0,8}(?<path>[\p{L}_][\p{L}\p{Nd}_.]{0,255})\s{0,8}\}\}?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
