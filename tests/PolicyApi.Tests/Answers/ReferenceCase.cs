using System.Globalization;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Answers;

/// <summary>The compact reference case, converted to facts of the default model and to expectations.</summary>
internal sealed class ReferenceCase
{
    private static readonly string[] CompetencyIds = ["customerFocus", "serviceStrategy", "relationshipBuilding", "teamwork", "leadership"];
    private readonly JsonNode _source;

    private ReferenceCase(JsonNode source)
    {
        _source = source;
        Facts = FactsOf(source["input"]!);
        Expected = ExpectedOf(source["expected"]!);
    }

    public JsonObject Facts { get; }

    public JsonObject Expected { get; }

    public static ReferenceCase Read(string path) => new(JsonNode.Parse(File.ReadAllText(path))!);

    public JsonNode Edge(string name) => _source["edges"]![name]!;

    public decimal EdgeNumber(string name) => decimal.Parse((string)Edge(name)!, CultureInfo.InvariantCulture);

    public static JsonObject Competencies(JsonNode values) =>
        new(CompetencyIds.Select((id, i) => KeyValuePair.Create(id, values[i]?.DeepClone())));

    private static JsonObject FactsOf(JsonNode input) => new()
    {
        ["managerId"] = Copy(input["managerId"]),
        ["year"] = Copy(input["year"]),
        ["level"] = Copy(input["level"]),
        ["tenureMonths"] = Copy(input["tenureMonths"]),
        ["targetBonus"] = Number(input["targetBonus"]),
        ["advancesPaid"] = Number(input["advancesPaid"]),
        ["months"] = new JsonArray([.. Enumerable.Range(0, 12).Select(i => Month(input, i))]),
        ["quarters"] = new JsonArray([.. Enumerable.Range(0, 4).Select(i => Quarter(input, i))]),
        ["revenue"] = Numbers(input["revenue"]!),
        ["grossProfit"] = Numbers(input["grossProfit"]!),
        ["expense"] = Numbers(input["expense"]!),
        ["resourceRequests"] = Numbers(input["resourceRequests"]!),
        ["ratings"] = new JsonArray([.. input["ratings"]!.AsObject().SelectMany(g => Ratings(g.Key == "supervisor" ? "superior" : g.Key, g.Value!))]),
        ["goals"] = new JsonArray([.. input["goals"]!.AsArray().Select(g => new JsonObject { ["weight"] = Copy(g![0]), ["progress"] = Copy(g[1]) })]),
        ["priorGrades"] = new JsonArray([.. input["priorAnnualGrades"]!.AsObject().Select(g => new JsonObject { ["year"] = Number(JsonValue.Create(g.Key)), ["grade"] = Copy(g.Value) })]),
        ["projectsLed"] = Copy(input["projectsLed"]),
        ["riskCases"] = Copy(input["riskCases"]),
        ["teamProjects"] = Copy(input["teamProjects"]),
        ["disciplinary12m"] = Copy(input["disciplinary12m"]),
        ["skills"] = Numbers(input["skills"]!),
    };

    private static JsonObject Month(JsonNode input, int i) => new()
    {
        ["month"] = i + 1,
        ["keyAccounts"] = Pick(input["K1"]!, i, "target", "actual"),
        ["visits"] = Pick(input["K4"]!, i, "planned", "done"),
        ["complaints"] = Pick(input["K5"]!, i, "overdue", "escalated", "commended"),
    };

    private static JsonObject Quarter(JsonNode input, int i) => new()
    {
        ["quarter"] = i + 1,
        ["csat"] = Pick(input["K2"]!, i, "mean", "responses"),
        ["accounts"] = Pick(input["K3"]!, i, "due", "renewed"),
    };

    private static JsonObject Pick(JsonNode lists, int i, params string[] names) =>
        new(names.Select(n => KeyValuePair.Create(n, Number(lists[n]![i]))));

    private static IEnumerable<JsonObject> Ratings(string group, JsonNode competencies) =>
        competencies.AsArray().SelectMany((values, c) => values!.AsArray().Select((value, rater) => new JsonObject
        {
            ["group"] = group,
            ["raterRef"] = string.Create(CultureInfo.InvariantCulture, $"{group}-{rater + 1}"),
            ["competency"] = CompetencyIds[c],
            ["value"] = Copy(value),
        }));

    private static JsonObject Numbers(JsonNode members) => new(members.AsObject().Select(m => KeyValuePair.Create(m.Key, Number(m.Value))));

    /// <summary>Converts numbers that the source has as text to JSON numbers, digit by digit.</summary>
    private static JsonNode? Number(JsonNode? node) => node?.GetValueKind() == System.Text.Json.JsonValueKind.String ? JsonNode.Parse((string)node!) : Copy(node);

    private static JsonNode? Copy(JsonNode? node) => node?.DeepClone();

    private static JsonObject ExpectedOf(JsonNode expected) => new()
    {
        ["months"] = Copy(expected["monthly"]),
        ["quarters"] = Copy(expected["quarterly"]),
        ["year"] = Copy(expected["annual"]),
        ["meanOfMonths"] = Copy(expected["meanMonthly"]),
        ["meanOfQuarters"] = Copy(expected["meanQuarterly"]),
        ["kpi"] = Copy(expected["kpi"]),
        ["competencies"] = Competencies(expected["competency"]!),
        ["feedback360"] = Copy(expected["r360"]),
        ["goals"] = Copy(expected["idp"]),
        ["composite"] = Copy(expected["composite"]),
        ["grade"] = Copy(expected["grade"]),
        ["dimensions"] = Copy(expected["dimensions"]),
        ["figures"] = new JsonObject
        {
            ["ATTAINMENT"] = Copy(expected["attainment"]),
            ["PAYOUT"] = Copy(expected["payout"]),
            ["BONUS_AMOUNT"] = Copy(expected["bonus"]),
            ["BALANCE"] = Copy(expected["balance"]),
        },
    };
}
