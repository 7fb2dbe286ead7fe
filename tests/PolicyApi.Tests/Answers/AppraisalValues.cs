using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Answers;

/// <summary>
/// Compares an appraisal from the service with expected values that were calculated independently of it. Expected numbers
/// are texts; <see langword="null"/> means undetermined. Values without an expectation are not compared.
/// </summary>
internal static class AppraisalValues
{
    /// <summary>Returns every difference, as "where: expected …, found …".</summary>
    public static List<string> Differences(JsonNode expected, JsonNode appraisal)
    {
        var differences = new List<string>();
        Compare(expected, Flatten(appraisal), string.Empty, differences);
        return differences;
    }

    /// <summary>Returns the answer in the form of the expectations.</summary>
    public static JsonObject Flatten(JsonNode appraisal)
    {
        var scores = appraisal["scores"]!;
        var kpi = scores["kpi"]!;
        return new JsonObject
        {
            ["months"] = Each(kpi["months"], p => p["score"]),
            ["quarters"] = Each(kpi["quarters"], p => p["score"]),
            ["year"] = Copy(kpi["year"]!["score"]),
            ["yearIndicators"] = ById(kpi["year"]!["indicators"], i => i["score"]),
            ["meanOfMonths"] = Copy(kpi["meanOfMonths"]),
            ["meanOfQuarters"] = Copy(kpi["meanOfQuarters"]),
            ["kpi"] = Copy(kpi["score"]),
            ["competencies"] = ById(scores["feedback360"]!["competencies"], c => c["score"]),
            ["feedback360"] = Copy(scores["feedback360"]!["score"]),
            ["goals"] = Copy(scores["goals"]!["score"]),
            ["composite"] = Copy(scores["composite"]),
            ["grade"] = Copy(scores["grade"]),
            ["dimensions"] = ByName(scores["dimensions"], r => r["output"]),
            ["promotion"] = Copy(appraisal["promotion"]!["outcome"]),
            ["checks"] = ByName(new JsonArray([.. appraisal["promotion"]!["rules"]!.AsArray().SelectMany(g => g!["rules"]!.AsArray()).Select(Copy)]), r => r["outcome"]),
            ["training"] = ByName(appraisal["training"]!["rules"], r => r["outcome"]),
            ["rewards"] = ByName(appraisal["reward"]!["rules"], r => r["outcome"], r => (string?)r["category"] == "reward"),
            ["figures"] = ByName(appraisal["reward"]!["rules"], r => r["output"], r => (string?)r["category"] == "figure"),
        };
    }

    private static void Compare(JsonNode? expected, JsonNode? found, string where, List<string> differences)
    {
        switch (expected)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                    Compare(value, (found as JsonObject)?[name], $"{where}/{name}", differences);
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    Compare(items[i], i < ((found as JsonArray)?.Count ?? 0) ? found![i] : null, $"{where}/{i}", differences);
                break;
            default:
                if (!IsSame(expected?.GetValue<string>(), found?.ToJsonString().Trim('"')))
                    differences.Add($"{where}: expected {expected?.ToJsonString() ?? "undetermined"}, found {found?.ToJsonString() ?? "undetermined"}");
                break;
        }
    }

    private static bool IsSame(string? expected, string? found) =>
        decimal.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var e) && decimal.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out var f)
            ? e == f
            : string.Equals(expected, found, StringComparison.Ordinal);

    private static JsonArray Each(JsonNode? list, Func<JsonNode, JsonNode?> value) => [.. list!.AsArray().Select(i => Copy(value(i!)))];

    private static JsonObject ById(JsonNode? list, Func<JsonNode, JsonNode?> value) => By("id", list, value, _ => true);

    private static JsonObject ByName(JsonNode? list, Func<JsonNode, JsonNode?> value, Func<JsonNode, bool>? where = null) =>
        By("name", list, value, where ?? (_ => true));

    private static JsonObject By(string key, JsonNode? list, Func<JsonNode, JsonNode?> value, Func<JsonNode, bool> where) =>
        new(list!.AsArray().Where(i => where(i!)).Select(i => KeyValuePair.Create((string)i![key]!, Copy(value(i)))));

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();
}
