namespace PolicyService.Faults.Kill;

/// <summary>A small model and policies over it.</summary>
internal static class Documents
{
    public static string Model(string id) => $$"""
        {
          "kind": "fact-model", "id": "{{id}}", "title": { "en": "Load", "zh-CN": "负载" }, "input": "employee", "about": { "id": "employee_id" },
          "schema": {
            "type": "object", "required": ["employee_id"],
            "properties": {
              "employee_id": { "type": "string", "title": { "en": "Id", "zh-CN": "工号" } },
              "avg_training_score": { "type": "number", "title": { "en": "Score", "zh-CN": "分数" } }
            }
          }
        }
        """;

    public static string Policy(string id, string model) => $$"""
        {
          "kind": "promotion-eligibility", "id": "{{id}}", "title": { "en": "Load", "zh-CN": "负载" }, "model": "{{model}}", "parameters": {},
          "workflow": { "WorkflowName": "{{id}}", "Rules": [{ "RuleName": "Score", "Expression": "employee.avg_training_score >= 60" }] }
        }
        """;
}
