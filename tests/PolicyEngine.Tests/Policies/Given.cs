using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Workflows;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Policies;

/// <summary>Builds small documents and runs them through the public surface.</summary>
internal static class Given
{
    public const string Model =
        """
        {
          "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m",
          "about": { "id": "id", "name": "name" },
          "schema": {
            "type": "object", "required": ["id"],
            "properties": {
              "id": { "type": "string" }, "name": { "type": "string" }, "名称": { "type": "string" },
              "a": { "type": "number" }, "b": { "type": "number" }, "c": { "type": "number" },
              "i": { "type": "integer" }, "flag": { "type": "boolean" }, "other": { "type": "boolean" },
              "hired": { "type": "string", "format": "date" },
              "skills": { "type": "object", "properties": { "x": { "type": "number", "title": { "en": "Skill X", "zh-CN": "技能X" } }, "y": { "type": "number" } } },
              "items": { "type": "array", "items": { "type": "object", "properties": {
                "v": { "type": "number" }, "w": { "type": "number" }, "tag": { "type": "string" },
                "inner": { "type": "array", "items": { "type": "number" } } } } },
              "nums": { "type": "array", "items": { "type": "number" } },
              "tags": { "type": "array", "items": { "type": "string" } }
            }
          }
        }
        """;

    public static Document Read(string json)
    {
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(json));
        Assert.Empty(reading.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d.Pointer}: {d.Message}"));
        return reading.Document!;
    }

    public static string Policy(string rules, string more = "", string kind = "promotion-eligibility") =>
        $$"""
        {
          "kind": "{{kind}}", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people", {{more}}
          "workflow": { "WorkflowName": "p", {{rules}} }
        }
        """;

    public static string Rule(string expression, string more = "") =>
        $$"""{ "RuleName": "r", "Expression": {{System.Text.Json.JsonSerializer.Serialize(expression)}}{{(more.Length > 0 ? ", " + more : "")}} }""";

    public static CompiledPolicy Compiled(string policy, params string[] others)
    {
        var set = Compile([Model, policy, .. others], out var problems);
        return set.FindPolicy("p") ?? throw new Xunit.Sdk.XunitException(string.Join('\n', problems));
    }

    public static PolicySet Compile(string[] documents, out IReadOnlyList<string> problems)
    {
        var versions = documents.Select(d => new VersionedDocument(Read(d), 1)).ToList();
        var set = PolicySet.Compile(versions, reuse: null, out var diagnostics);
        problems = [.. diagnostics.SelectMany(d => d.Value).Select(d => $"{d.Code} {d.Pointer} {d.Offset}: {d.Message}")];
        return set;
    }

    /// <summary>Decides with interpreted code and with compiled code, which must have the same result.</summary>
    public static PolicyResult Decide(CompiledPolicy policy, string facts)
    {
        var decision = policy.Decide(Encoding.UTF8.GetBytes(facts));
        Assert.Empty(decision.Facts.Faults.Select(f => $"{f.Pointer}: {f.Message}"));
        policy.Translate();
        Assert.Equal(Wire.Text(decision.Result), Wire.Text(policy.Decide(Encoding.UTF8.GetBytes(facts)).Result));
        return decision.Result!;
    }
}
