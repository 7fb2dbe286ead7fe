using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>Converts the input of the reference case into the form of <see cref="SampleModel"/>.</summary>
internal static class ReferenceFacts
{
    private static readonly string[] Competencies = ["customerFocus", "communication", "planning", "teamwork", "leadership"];

    public static JsonObject From(JsonObject input) => new()
    {
        ["months"] = Months(input),
        ["quarters"] = Quarters(input),
        ["ratings"] = Ratings(input["ratings"]!.AsObject()),
        ["goals"] = new JsonArray([.. input["goals"]!.AsArray().Select(g => new JsonObject
        {
            ["weight"] = Number(g![0]), ["progress"] = Number(g[1]),
        })]),
    };

    private static JsonArray Months(JsonObject input) => new([.. Enumerable.Range(0, 12).Select(i => new JsonObject
    {
        ["month"] = i + 1,
        ["keyAccounts"] = new JsonObject { ["actual"] = Number(input["K1"]!["actual"]![i]), ["target"] = Number(input["K1"]!["target"]![i]) },
        ["visits"] = new JsonObject { ["done"] = Number(input["K4"]!["done"]![i]), ["planned"] = Number(input["K4"]!["planned"]![i]) },
        ["complaints"] = new JsonObject
        {
            ["overdue"] = Number(input["K5"]!["overdue"]![i]),
            ["escalated"] = Number(input["K5"]!["escalated"]![i]),
            ["commended"] = Number(input["K5"]!["commended"]![i]),
        },
    })]);

    private static JsonArray Quarters(JsonObject input) => new([.. Enumerable.Range(0, 4).Select(i => new JsonObject
    {
        ["quarter"] = i + 1,
        ["csat"] = new JsonObject { ["mean"] = Number(input["K2"]!["mean"]![i]), ["responses"] = Number(input["K2"]!["responses"]![i]) },
        ["accounts"] = new JsonObject { ["due"] = Number(input["K3"]!["due"]![i]), ["renewed"] = Number(input["K3"]!["renewed"]![i]) },
    })]);

    private static JsonArray Ratings(JsonObject ratings)
    {
        var rows = new JsonArray();
        foreach (var (group, byCompetency) in ratings)
        {
            for (var c = 0; c < Competencies.Length; c++)
            {
                var values = byCompetency![c]!.AsArray();
                for (var rater = 0; rater < values.Count; rater++)
                {
                    rows.Add(new JsonObject
                    {
                        ["group"] = group == "supervisor" ? "superior" : group,
                        ["raterRef"] = $"{group}-{rater}",
                        ["competency"] = Competencies[c],
                        ["value"] = Number(values[rater]),
                    });
                }
            }
        }

        return rows;
    }

    /// <summary>Reads a number, which the file holds as a number or, to keep its scale, as a string.</summary>
    private static JsonValue Number(JsonNode? node) => JsonValue.Create(decimal.Parse(node!.ToString(), CultureInfo.InvariantCulture));
}
