using System.Text.Json.Nodes;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>A complete year in which everything is exactly on target.</summary>
internal static class SampleFacts
{
    public static readonly string[] Competencies = ["customerFocus", "communication", "planning", "teamwork", "leadership"];

    public static JsonObject OnTarget => new()
    {
        ["months"] = new JsonArray([.. Enumerable.Range(1, 12).Select(Month)]),
        ["quarters"] = new JsonArray([.. Enumerable.Range(1, 4).Select(Quarter)]),
        ["ratings"] = Ratings(("superior", 1), ("peer", 3), ("subordinate", 3), ("customer", 3), ("self", 1)),
        ["goals"] = JsonNode.Parse("""[{ "title": "a", "weight": 60, "progress": 100 }, { "weight": 40, "progress": 50 }]"""),
    };

    /// <summary>Returns ratings of 4 on every competency, by the given number of raters in each group.</summary>
    public static JsonArray Ratings(params (string Group, int Raters)[] groups) => new([..
        from g in groups
        from rater in Enumerable.Range(1, g.Raters)
        from competency in Competencies
        select Rating(g.Group, $"{g.Group}-{rater}", competency, 4)]);

    public static JsonObject Rating(string group, string rater, string competency, decimal? value) => new()
    {
        ["group"] = group,
        ["raterRef"] = rater,
        ["competency"] = competency,
        ["value"] = value,
    };

    private static JsonObject Month(int index) => JsonNode.Parse($$"""
        { "month": {{index}}, "keyAccounts": { "actual": 10, "target": 10 }, "visits": { "done": 20, "planned": 20 },
          "complaints": { "overdue": 0, "escalated": 0, "commended": 0 } }
        """)!.AsObject();

    private static JsonObject Quarter(int index) => JsonNode.Parse($$"""
        { "quarter": {{index}}, "csat": { "mean": 4.5, "responses": 40 }, "accounts": { "due": 200, "renewed": 190 } }
        """)!.AsObject();
}
