using System.Text.Json.Nodes;
using PolicyApi.Platform.Content;

namespace PolicyApi.Tests.Http;

/// <summary>Bodies for tests: small ones written here, large ones from the files that ship with the service.</summary>
internal static class Texts
{
    private static readonly ContentFolders Folders = ContentFolders.Find();

    public static string Home => Folders.Home.FullName;

    public static string Manager(string id) => File.ReadAllText(Path.Combine(Folders.Managers.FullName, id + ".json"));

    public static IEnumerable<string> Managers() => Folders.Managers.EnumerateFiles("*.json").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => OneLine(File.ReadAllText(f.FullName)));

    public static JsonNode Policy(string kind, string id) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folders.Policies.FullName, kind, id + ".json")))!;

    public static string OneLine(string json) => JsonNode.Parse(json)!.ToJsonString();

    public static string NewId() => "t" + Guid.NewGuid().ToString("n");

    /// <summary>Returns a problem without the members that differ between requests.</summary>
    public static string Problem(string body)
    {
        var problem = JsonNode.Parse(body)!.AsObject();
        problem.Remove("traceId");
        return problem.ToJsonString();
    }

    /// <summary>Returns a promotion policy for the second company's model, with one rule.</summary>
    public static string PolicyText(string id, string expression = "employee.avg_training_score >= parameters.least", int least = 70) => $$"""
        {
          "kind": "promotion-eligibility",
          "id": "{{id}}",
          "title": { "en": "A test", "zh-CN": "测试" },
          "model": "yearly-review",
          "parameters": {
            "least": { "title": { "en": "Least score", "zh-CN": "最低分" }, "type": "number", "value": {{least}} }
          },
          "workflow": {
            "WorkflowName": "{{id}}",
            "Rules": [
              { "RuleName": "Score", "Expression": "{{expression}}" }
            ]
          }
        }
        """;
}
