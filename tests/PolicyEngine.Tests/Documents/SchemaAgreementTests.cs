using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyEngine.Tests.Documents;

/// <summary>
/// Editors mark what the published schemas do not allow. A schema may allow more than the reader, which knows what the parts mean, but never less: a mark in
/// a document that the service accepts would make its author look for a fault that does not exist.
/// </summary>
public sealed class SchemaAgreementTests
{
    // A validation takes ten milliseconds; POLICY_FUZZ_RUNS makes this a long run.
    private static readonly int Changes = int.TryParse(Environment.GetEnvironmentVariable("POLICY_FUZZ_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : 30;
    private const string Template = """
        { "kind": "report-template", "id": "t", "title": { "en": "T", "zh-CN": "模" }, "body": "{{ text 'a' }}{{ include 'b' }}", "includes": { "b": "<p>b</p>", "c": "" },
          "texts": { "en": { "a": "A" }, "zh-CN": { "a": "甲" } } }
        """;

    private static readonly JsonNode?[] Others =
    [
        null, true, 0, 1, -1, 0.5m, 100, 1e3, "", "a", "名称", "A-1", "m.x > 1", "2026-01-01", new JsonArray(), new JsonObject(), new JsonArray("a"), new JsonArray(1, 2), new JsonObject { ["en"] = "a", ["zh-CN"] = "甲" },
    ];

    private static readonly EvaluationOptions Briefly = new() { OutputFormat = OutputFormat.Flag };
    private static readonly EvaluationOptions AtLength = new() { OutputFormat = OutputFormat.List };

    public static TheoryData<string> Documents() =>
        [.. Directory.EnumerateFiles(Path.Combine(DiagnosticExamplesTests.Root, "policies"), "*.json", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(DiagnosticExamplesTests.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal), "a template"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void What_the_service_accepts_the_schema_allows(string path)
    {
        var text = path is "a template" ? Template : File.ReadAllText(Path.Combine(DiagnosticExamplesTests.Root, path));
        var schema = SchemaOf(text);
        var random = new Random(20_261_127);
        Assert.True(IsAllowed(schema, text), Marks(schema, text));
        var read = 0;

        for (var change = 0; change < Changes; change++)
        {
            var changed = JsonNode.Parse(text)!;
            var what = Change(changed, random);
            var changedText = changed.ToJsonString();
            if (DocumentReader.Read(Encoding.UTF8.GetBytes(changedText)).Document is null)
                continue;
            read++;
            if (!IsAllowed(schema, changedText) && !DiagnosticExamplesTests.FaultsOf("patch " + path, changedText).Any(d => d.Severity == DiagnosticSeverity.Error))
                Assert.Fail($"{what}: {Marks(schema, changedText)}");
        }

        Assert.True(read > Changes / 30, $"only {read} of {Changes} changed documents could be read");
    }

    /// <summary>Removes a part, replaces it by another value, duplicates it, or gives it the value of another part.</summary>
    private static string Change(JsonNode document, Random random)
    {
        var parts = Below(document).ToList();
        var part = parts[random.Next(parts.Count)];
        var pointer = part.GetPath();
        var other = random.Next(3) == 0 ? parts[random.Next(parts.Count)] : Others[random.Next(Others.Length)];
        if (part.Parent is JsonArray list)
        {
            var index = list.IndexOf(part);
            if (random.Next(3) == 0)
                list.RemoveAt(index);
            else
                list[index] = other?.DeepClone();
            if (random.Next(3) == 0)
                list.Add(part.DeepClone());
        }
        else if (part.Parent is JsonObject members)
        {
            var name = members.First(m => ReferenceEquals(m.Value, part)).Key;
            if (random.Next(2) == 0)
                members.Remove(name);
            else
                members[name] = other?.DeepClone();
        }

        return $"{pointer} ({other?.ToJsonString() ?? "null"})";
    }

    private static IEnumerable<JsonNode> Below(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(m => m.Value),
            JsonArray items => items,
            _ => [],
        };
        return children.OfType<JsonNode>().SelectMany(c => Below(c).Prepend(c));
    }

    private static JsonSchema SchemaOf(string document)
    {
        var kind = (string)JsonNode.Parse(document)!["kind"]!;
        var file = kind switch { "fact-model" => "model", "report-template" => "template", "scheme" => "scheme", _ => "policy" };
        return JsonSchema.FromText(File.ReadAllText(Path.Combine(DiagnosticExamplesTests.Root, "src", "PolicyApi", "Schemas", "Files", file + ".json")));
    }

    private static bool IsAllowed(JsonSchema schema, string text)
    {
        using var document = JsonDocument.Parse(text);
        return schema.Evaluate(document.RootElement, Briefly).IsValid;
    }

    private static string Marks(JsonSchema schema, string text)
    {
        using var document = JsonDocument.Parse(text);
        return string.Join("; ", (schema.Evaluate(document.RootElement, AtLength).Details ?? []).SelectMany(d => d.Errors ?? new Dictionary<string, string>(), (d, e) => $"{d.InstanceLocation}: {e.Value}"));
    }
}
