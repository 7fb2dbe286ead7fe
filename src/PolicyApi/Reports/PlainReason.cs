using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;

namespace PolicyApi.Reports;

/// <summary>
/// Turns a rule's reason template into a text that describes the rule and not a person's result: parameters are replaced by their values,
/// everything about the person by its name in brackets.
/// </summary>
/// <param name="parameters">The values of the parameters as text, by name.</param>
/// <param name="fieldTitles">The titles of the fields of the fact model, by path.</param>
internal sealed partial class PlainReason(IReadOnlyDictionary<string, string> parameters, IReadOnlyDictionary<string, LocalizedText> fieldTitles)
{
    private const string ParameterPrefix = "parameters.";

    /// <summary>Returns the reasons of a rule by outcome; <see langword="null"/> if it has none of its own.</summary>
    /// <param name="reason"><c>{ "met": { "en", "zh-CN" }, … }</c>.</param>
    public JsonObject? Of(JsonNode? reason)
    {
        if (reason is null)
            return null;
        var plain = new JsonObject();
        foreach (var (outcome, text) in reason.AsObject())
            plain[outcome] = new JsonObject { ["en"] = In(text!, "en"), ["zh-CN"] = In(text!, "zh-CN") };
        return plain;
    }

    private string In(JsonNode text, string language) => Place().Replace((string)text[language]!, m => Word(m.Groups["path"].Value.Trim(), language));

    private string Word(string path, string language)
    {
        if (path.StartsWith(ParameterPrefix, StringComparison.Ordinal) && parameters.TryGetValue(path[ParameterPrefix.Length..], out var value))
            return value;
        if (path == "output")
            return language == "en" ? "[result]" : "[结果]";
        if (fieldTitles.TryGetValue(path, out var title))
            return $"[{title.For(language)}]";

        // A name without a point is a value that the rule computes itself.
        return path.Contains('.', StringComparison.Ordinal) ? $"[{path}]" : language == "en" ? "[computed]" : "[计算值]";
    }

    [GeneratedRegex(@"\$\((?<path>[^)]*)\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}
