namespace PolicyService.Faults.Jobs;

/// <summary>A scheme as small as one can be, so that a job of many lines is about the job.</summary>
internal static class LoadDocuments
{
    /// <summary>The scheme's id.</summary>
    public const string Scheme = "load";

    /// <summary>The documents with their sections, in the order of saving.</summary>
    public static IReadOnlyList<(string Section, string Id, string Text)> All { get; } =
    [
        ("models", "load-model", """
            {
              "kind": "fact-model", "id": "load-model", "title": { "en": "Load", "zh-CN": "负载" }, "input": "m",
              "about": { "id": "id" },
              "schema": {
                "type": "object", "required": ["id"],
                "properties": {
                  "id": { "type": "string" },
                  "months": { "type": "array", "items": { "type": "object", "properties": {
                    "month": { "type": "integer" }, "actual": { "type": "number" }, "target": { "type": "number" } } } },
                  "quarters": { "type": "array", "items": { "type": "object", "properties": { "quarter": { "type": "integer" } } } },
                  "ratings": { "type": "array", "items": { "type": "object", "properties": {
                    "group": { "type": "string" }, "raterRef": { "type": "string" }, "competency": { "type": "string" }, "value": { "type": "number" } } } },
                  "goals": { "type": "array", "items": { "type": "object", "properties": {
                    "title": { "type": "string" }, "weight": { "type": "number" }, "progress": { "type": "number" } } } }
                }
              }
            }
            """),
        ("policies", "load-weighting", """
            {
              "kind": "kpi-weighting", "id": "load-weighting", "title": { "en": "Load", "zh-CN": "负载" }, "model": "load-model",
              "periods": { "month": { "list": "months", "index": "month" }, "quarter": { "list": "quarters", "index": "quarter" } },
              "indicators": [
                { "id": "K1", "title": { "en": "Load", "zh-CN": "负载" }, "weight": 100, "measuredBy": "month",
                  "actual": "actual", "target": "target", "aggregation": { "quarter": "sum", "year": "sum" },
                  "method": { "type": "ratio", "cap": 120, "floor": 0 }, "missing": "error" }
              ],
              "scorecards": { "month": ["K1"], "quarter": ["K1"], "year": ["K1"] },
              "maximumRedistribution": 25,
              "rollup": { "month": 20, "quarter": 30, "year": 50 },
              "components": { "kpi": 80, "feedback360": 10, "goals": 10 },
              "feedback360": {
                "ratings": "ratings", "scale": 20, "minimumRaters": 3,
                "groups": [ { "id": "superior", "title": { "en": "Superior", "zh-CN": "上级" }, "weight": 100, "exempt": true } ],
                "self": "self",
                "competencies": [ { "id": "planning", "title": { "en": "Planning", "zh-CN": "计划" } } ]
              },
              "goals": { "list": "goals", "weight": "weight", "progress": "progress", "title": "title" },
              "grades": [ { "grade": "A", "from": 90 }, { "grade": "B", "from": 0 } ],
              "rounding": { "mode": "awayFromZero", "period": 4, "means": 6, "kpi": 6, "competency": 6, "feedback360": 6, "goals": 2,
                "composite": 2, "indicator": 4 }
            }
            """),
        ("schemes", Scheme, """
            {
              "kind": "scheme", "id": "load", "title": { "en": "Load", "zh-CN": "负载" }, "model": "load-model", "weighting": "load-weighting"
            }
            """),
    ];

    /// <summary>The facts of one subject; every tenth cannot be read.</summary>
    /// <param name="line">The 1-based line.</param>
    public static string Facts(int line) => line % 10 == 0
        ? $$"""{"months":"none, line {{line}}"}"""
        : $$"""{"id":"S-{{line}}","months":[{"month":1,"actual":{{line % 100}},"target":100},{"month":2,"actual":50,"target":50}]}""";
}
