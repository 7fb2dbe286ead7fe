using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyEngine.Compat.Stock;
using PolicyEngine.Workflows;

namespace PolicyEngine.Compat;

/// <summary>Explains a message that is worded differently.</summary>
internal static partial class MessageDifference
{
    /// <summary>The documented difference; <see langword="null"/> when there is none.</summary>
    public static string? Explain(CaseAnswers ours, WhatIf stock, string name, RuleResult rule, ExpectedMessage wanted)
    {
        if (rule.Outcome == Outcome.Undetermined)
            return Undetermined.Explain(ours, stock, name, rule) is null ? null : Deviations.OwnWords;
        var message = rule.Outcome == Outcome.Met ? string.Empty : rule.Reason.En;
        var template = ours.Written(name)?["ErrorMessage"]?.GetValue<string>();
        var isTold = message.Length > 0 && (template is null ? message.StartsWith(rule.Title.En + ": ", StringComparison.Ordinal) : Filled(template, ours.Inputs).IsMatch(message));
        if (isTold && template is null && stock.Confirms(a => a.Find(name) is { Message.Length: 0 } there && !there.Met && wanted.Fits(string.Empty)))
            return Deviations.EveryReason;
        if (isTold && stock.Confirms(a => a.Find(name) is { HasSystemMessage: true } there && wanted.Fits(there.Message)))
            return Deviations.OwnWords;
        if (stock.Explain(a => a.Find(name) is { } there && string.Equals(there.Message, message, StringComparison.Ordinal)) is { } deviation)
            return deviation;
        return isTold && template!.Contains("$(", StringComparison.Ordinal) ? $"{Deviations.NestedPlaceholders} (here: {message})" : null;
    }

    /// <summary>What a template may read like once it is filled: each placeholder of an input has the value found there.</summary>
    private static Regex Filled(string template, JsonObject inputs)
    {
        var pattern = new StringBuilder("^");
        var at = 0;
        foreach (Match placeholder in Placeholder().Matches(template))
        {
            pattern.Append(Regex.Escape(template[at..placeholder.Index]));
            pattern.Append('(').AppendJoin('|', Words(placeholder.Groups["path"].Value.Trim(), inputs).Select(w => w is null ? ".*" : Regex.Escape(w))).Append('|').Append(Regex.Escape(placeholder.Value)).Append(')');
            at = placeholder.Index + placeholder.Length;
        }

        return new Regex(pattern.Append(Regex.Escape(template[at..])).Append('$').ToString(), RegexOptions.ExplicitCapture | RegexOptions.Singleline, TimeSpan.FromSeconds(1));
    }

    /// <summary>The words for the value at a path; <see langword="null"/> among them stands for any, where it is a param or an output.</summary>
    private static IEnumerable<string?> Words(string path, JsonObject inputs)
    {
        var names = path.Split('.');
        JsonNode? node = inputs;
        if (inputs.All(i => !Is(i.Key, names[0])))
        {
            if (inputs.Count != 1 || inputs.First().Value is not JsonObject only || only.All(m => !Is(m.Key, names[0])))
                return [null];
            node = only;
        }

        foreach (var name in names)
            node = (node as JsonObject)?.FirstOrDefault(m => Is(m.Key, name)).Value;
        return [Word(node)];
    }

    private static string Word(JsonNode? node) => node switch
    {
        null => "(missing)",
        JsonArray list => string.Join(", ", list.Select(Word)),
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.True => "yes",
            JsonValueKind.False => "no",
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.Number when value.TryGetValue<JsonElement>(out var number) && number.TryGetDecimal(out var exact) => exact.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToJsonString(),
        },
        _ => string.Empty,
    };

    private static bool Is(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\$\((?<path>[^)]*)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Placeholder();
}
