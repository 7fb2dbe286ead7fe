using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Appraisals;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Appraisals;

/// <summary>The scores of a complete weighting policy, for use as it is or after changes.</summary>
internal static class SamplePolicy
{
    private const string Text = """
        {
          "periods": { "month": { "list": "months", "index": "month" }, "quarter": { "list": "quarters", "index": "quarter" } },
          "indicators": [
            { "id": "K1", "title": { "en": "Expansion", "zh-CN": "重点客户拓展" }, "weight": 35, "measuredBy": "month",
              "actual": "keyAccounts.actual", "target": "keyAccounts.target", "aggregation": { "quarter": "sum", "year": "sum" },
              "method": { "type": "ratio", "cap": 120, "floor": 60 }, "missing": "redistribute" },
            { "id": "K2", "title": { "en": "Satisfaction", "zh-CN": "客户满意度" }, "weight": 20, "measuredBy": "quarter",
              "actual": "csat.mean", "weightedBy": "csat.responses", "aggregation": { "year": "weightedMean" },
              "method": { "type": "steps", "bands": [ { "from": 0, "to": 3.8, "score": 0 }, { "from": 3.8, "to": 4, "score": 60 },
                { "from": 4, "to": 4.2, "score": 80 }, { "from": 4.2, "to": 4.4, "score": 90 }, { "from": 4.4, "to": 4.6, "score": 100 },
                { "from": 4.6, "score": 110 } ] }, "missing": "redistribute" },
            { "id": "K3", "title": { "en": "Maintenance", "zh-CN": "客户维护" }, "weight": 20, "measuredBy": "quarter",
              "actual": "accounts.renewed", "target": "accounts.due", "aggregation": { "year": "sum" },
              "method": { "type": "linear", "curve": { "below": 0, "points": [
                { "at": 85, "score": 60 }, { "at": 95, "score": 100 }, { "at": 100, "score": 110 } ] } }, "missing": "redistribute" },
            { "id": "K4", "title": { "en": "Revisits", "zh-CN": "客户回访" }, "weight": 15, "measuredBy": "month",
              "actual": "visits.done", "target": "visits.planned", "aggregation": { "quarter": "sum", "year": "sum" },
              "method": { "type": "ratio", "cap": 100, "floor": 0 }, "missing": "redistribute" },
            { "id": "K5", "title": { "en": "Complaints", "zh-CN": "投诉解决" }, "weight": 10, "measuredBy": "month",
              "events": [ { "fact": "complaints.overdue", "points": -10 }, { "fact": "complaints.escalated", "points": -20 },
                { "fact": "complaints.commended", "points": 5 } ], "aggregation": { "quarter": "sum", "year": "meanOfQuarters" },
              "method": { "type": "points", "base": 100, "minimum": 0, "maximum": 120 }, "missing": "error" }
          ],
          "scorecards": { "month": ["K1", "K4", "K5"], "quarter": ["K1", "K2", "K3", "K4", "K5"], "year": ["K1", "K2", "K3", "K4", "K5"] },
          "maximumRedistribution": 25,
          "rollup": { "month": 20, "quarter": 30, "year": 50 },
          "components": { "kpi": 70, "feedback360": 20, "goals": 10 },
          "feedback360": {
            "ratings": "ratings", "scale": 20, "minimumRaters": 3,
            "groups": [
              { "id": "superior", "title": { "en": "Superior", "zh-CN": "上级" }, "weight": 40, "exempt": true },
              { "id": "peer", "title": { "en": "Peers", "zh-CN": "同事" }, "weight": 20 },
              { "id": "subordinate", "title": { "en": "Subordinates", "zh-CN": "下属" }, "weight": 10 },
              { "id": "customer", "title": { "en": "Customers", "zh-CN": "客户" }, "weight": 30 } ],
            "self": "self",
            "competencies": [
              { "id": "customerFocus", "title": { "en": "Customer focus", "zh-CN": "客户导向" } },
              { "id": "communication", "title": { "en": "Communication", "zh-CN": "沟通" } },
              { "id": "planning", "title": { "en": "Planning", "zh-CN": "计划" } },
              { "id": "teamwork", "title": { "en": "Teamwork", "zh-CN": "协作" } },
              { "id": "leadership", "title": { "en": "Leadership", "zh-CN": "领导力" } } ]
          },
          "goals": { "list": "goals", "weight": "weight", "progress": "progress", "title": "title" },
          "grades": [ { "grade": "S", "from": 100 }, { "grade": "A", "from": 90 }, { "grade": "B", "from": 75 },
            { "grade": "C", "from": 60 }, { "grade": "D", "from": 0 } ],
          "rounding": { "mode": "awayFromZero", "period": 4, "means": 6, "kpi": 6, "competency": 6, "feedback360": 6, "goals": 2,
            "composite": 2, "indicator": 4 }
        }
        """;

    public static JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    /// <summary>Returns the sample with one value replaced, or removed if the new value is <see langword="null"/>.</summary>
    public static JsonObject With(string pointer, JsonNode? value) => Json.Set(pointer, value);

    public static JsonObject Set(this JsonObject json, string pointer, JsonNode? value)
    {
        var names = pointer.Split('/')[1..];
        JsonNode node = json;
        foreach (var name in names[..^1])
            node = node is JsonArray list ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]! : node[name]!;
        if (node is JsonArray items)
            items[int.Parse(names[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else if (value is null)
            node.AsObject().Remove(names[^1]);
        else
            node[names[^1]] = value;
        return json;
    }

    public static WeightingContent? Read(JsonObject json, out IReadOnlyList<Diagnostic> diagnostics)
    {
        var bag = new DiagnosticBag();
        var root = ObjectReader.Open(SourceReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), bag)!, bag)!;
        var content = WeightingReader.Read(root);
        root.Done();
        diagnostics = bag.ToList();
        return content;
    }

    public static WeightingContent Read(JsonObject json)
    {
        var content = Read(json, out var diagnostics);
        Assert.Empty(diagnostics);
        return content!;
    }

    public static WeightingResult Score(JsonObject policy, JsonObject facts)
    {
        var content = Read(policy);
        var bag = new DiagnosticBag();
        WeightingChecker.Check(content, SampleModel.Schema, bag);
        Assert.Empty(bag.ToList());
        var plan = new WeightingPlan(content, SampleModel.Shape, "manager");
        return plan.Tell(plan.Evaluate(FactFiller.Fill(SampleModel.Shape, facts)));
    }
}
