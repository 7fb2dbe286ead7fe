using System.Text.Json.Nodes;
using PolicyEngine.Documents;

namespace PolicyApi.Reports;

/// <summary>Arranges a policy document for reading: parameters and rules as lists, values as text that needs no translation.</summary>
internal static class PolicySheetModel
{
    private static readonly string[] Actions = ["OnSuccess", "OnFailure"];

    /// <summary>Returns the data of a policy sheet.</summary>
    /// <param name="document">The policy document.</param>
    /// <param name="version">The number of its version.</param>
    /// <param name="status">The status of the version, such as <c>draft</c>.</param>
    /// <param name="sha256">The hash of the version's content.</param>
    /// <param name="fieldTitles">The titles of the fields of the fact model, by path.</param>
    public static JsonObject Of(JsonObject document, int version, string status, string sha256, IReadOnlyDictionary<string, LocalizedText> fieldTitles)
    {
        var sheet = new JsonObject { ["version"] = version, ["status"] = status, ["sha256"] = sha256 };
        foreach (var name in new[] { "kind", "id", "title", "model", "rollup", "components", "maximumRedistribution" })
            sheet[name] = document[name]?.DeepClone();
        sheet["parameters"] = new JsonArray([.. document["parameters"]?.AsObject().Select(p => Parameter(p.Key, p.Value!)) ?? []]);
        sheet["indicators"] = new JsonArray([.. document["indicators"]?.AsArray().Select(i => Indicator(i!, document["periods"]?[(string?)i!["measuredBy"] ?? ""]?["list"], fieldTitles)) ?? []]);
        sheet["groups"] = document["feedback360"]?["groups"]?.DeepClone() ?? new JsonArray();
        sheet["competencies"] = document["feedback360"]?["competencies"]?.DeepClone() ?? new JsonArray();
        sheet["minimumRaters"] = document["feedback360"]?["minimumRaters"]?.DeepClone();
        sheet["grades"] = document["grades"] is { } grades ? Value("grades", grades) : null;
        var words = sheet["parameters"]!.AsArray().ToDictionary(p => (string)p!["name"]!, p => (string)p!["words"]!, StringComparer.Ordinal);
        sheet["rules"] = Rules(document["workflow"]?["Rules"], new PlainReason(words, fieldTitles));
        return sheet;
    }

    private static JsonObject Parameter(string name, JsonNode parameter) => new()
    {
        ["name"] = name,
        ["title"] = parameter["title"]?.DeepClone(),
        ["unit"] = parameter["unit"]?.DeepClone(),
        ["words"] = Value((string)parameter["type"]!, parameter["value"]!),
    };

    private static JsonObject Indicator(JsonNode indicator, JsonNode? list, IReadOnlyDictionary<string, LocalizedText> fieldTitles)
    {
        var method = indicator["method"]!;
        var row = new JsonObject { ["method"] = (string?)method["type"], ["words"] = Method(method) };
        foreach (var name in new[] { "id", "title", "weight", "unit", "measuredBy", "missing" })
            row[name] = indicator[name]?.DeepClone();
        row["events"] = new JsonArray([.. indicator["events"]?.AsArray().Select(e => Event(e!, $".{list}[].{e!["fact"]}", fieldTitles)) ?? []]);
        return row;
    }

    private static JsonObject Event(JsonNode counted, string path, IReadOnlyDictionary<string, LocalizedText> fieldTitles)
    {
        var title = fieldTitles.FirstOrDefault(t => t.Key.EndsWith(path, StringComparison.Ordinal)).Value;
        var fact = (string)counted["fact"]!;
        return new JsonObject
        {
            ["points"] = counted["points"]?.DeepClone(),
            ["title"] = new JsonObject { ["en"] = title?.En ?? fact, ["zh-CN"] = title?.ZhCn ?? fact },
        };
    }

    private static string Method(JsonNode method) => (string)method["type"]! switch
    {
        "ratio" => $"{method["floor"]} – {method["cap"]}",
        "steps" => Value("bands", method["bands"]!),
        "linear" => Value("curve", method["curve"]!),
        "points" => $"{method["base"]} ({method["minimum"]} – {method["maximum"]})",
        _ => $"{method["full"]}",
    };

    private static string Value(string type, JsonNode value) => type switch
    {
        "bands" => Joined(value.AsArray().Select(b => b!["to"] is { } to ? $"{b["from"]} – < {to} → {b["score"]}" : $"≥ {b["from"]} → {b["score"]}")),
        "curve" => Joined(value["points"]!.AsArray().Select(p => $"{p!["at"]} → {p["score"]}").Prepend($"< {value["points"]![0]!["at"]} → {value["below"]}")),
        "grades" => Joined(value.AsArray().Select(g => $"{g!["grade"]} ≥ {g["from"]}")),
        "lookup" => Joined(value.AsObject().Select(e => $"{e.Key} = {e.Value}")),
        "numbers" or "texts" => string.Join(", ", value.AsArray().Select(v => v!.ToString())),
        "boolean" => value.GetValue<bool>() ? "✓" : "✗",
        _ => value.ToString(),
    };

    private static string Joined(IEnumerable<string> parts) => string.Join(" · ", parts);

    private static JsonArray Rules(JsonNode? rules, PlainReason reasons) => new([.. rules?.AsArray().Select(r => Rule(r!.AsObject(), reasons)) ?? []]);

    private static JsonObject Rule(JsonObject rule, PlainReason reasons)
    {
        var properties = rule["Properties"];
        var outputs = Actions.Select(on => (string?)rule["Actions"]?[on]?["Context"]?["Expression"]).Where(e => e is not null);
        return new JsonObject
        {
            ["name"] = rule["RuleName"]?.DeepClone(),
            ["title"] = properties?["title"]?.DeepClone(),
            ["category"] = properties?["category"]?.DeepClone(),
            ["reason"] = reasons.Of(properties?["reason"]),
            ["event"] = rule["SuccessEvent"]?.DeepClone(),
            ["operator"] = rule["Operator"]?.DeepClone(),
            ["condition"] = rule["Expression"]?.DeepClone(),
            ["enabled"] = rule["Enabled"]?.DeepClone() ?? true,
            ["output"] = outputs.Any() ? string.Join(" | ", outputs) : null,
            ["rules"] = Rules(rule["Rules"], reasons),
        };
    }
}
