using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Reference;
using PolicyEngine.Testing;

namespace PolicyEngine.Tests.Documents;

/// <summary>Runs the examples of docs/diagnostics.md.</summary>
public sealed partial class DiagnosticExamplesTests
{
    private const string Model =
        """
        {
          "kind": "fact-model", "id": "people", "title": { "en": "People", "zh-CN": "人员" }, "input": "m", "about": { "id": "id" },
          "schema": {
            "type": "object", "required": ["id"],
            "properties": {
              "id": { "type": "string" }, "name": { "type": "string" }, "level": { "type": "string", "enum": ["P1", "P2"] },
              "a": { "type": "number" }, "i": { "type": "integer" }, "percent": { "type": "number", "minimum": 0, "maximum": 100 },
              "flag": { "type": "boolean" }, "other": { "type": "boolean" }, "hired": { "type": "string", "format": "date" },
              "skills": { "type": "object", "properties": { "x": { "type": "number" } } },
              "nums": { "type": "array", "items": { "type": "number" } }
            }
          }
        }
        """;

    private static readonly string Root = FindRoot();
    private static readonly string Text = File.ReadAllText(Path.Combine(Root, "docs", "diagnostics.md"));

    public static TheoryData<string, string, string, string> Examples()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (Match section in Section().Matches(Text))
        {
            foreach (Match example in Example().Matches(section.Groups["body"].Value))
                data.Add(section.Groups["code"].Value, section.Groups["severity"].Value, example.Groups["form"].Value, example.Groups["text"].Value);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_documentation_gives_its_code(string code, string severity, string form, string text)
    {
        var found = Run(form, text);

        Assert.Contains($"{code} ({severity})", found.Select(d => $"{d.Code} ({d.Severity.ToString().ToLowerInvariant()})"));
    }

    [Fact]
    public void Every_code_that_the_engine_gives_is_documented_with_an_example()
    {
        var source = Directory.EnumerateFiles(Path.Combine(Root, "src", "PolicyEngine"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);
        var given = source.SelectMany(s => GivenCode().Matches(s)).Select(m => m.Groups["code"].Value).Distinct();
        var documented = Examples().Select(row => (string)row[0]).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], given.Where(c => !documented.Contains(c)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_faults_of_a_document_come_at_once_in_document_order_with_place_and_advice()
    {
        const string policy =
            """
            { "kind": "training-trigger", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people",
              "workflow": { "WorkflowName": "p", "Rules": [
                { "RuleName": "one", "Expression": "m.skils.x > 1" },
                { "RuleName": "two", "Expression": "m.flag && m.lewel == \"P1\"" },
                { "RuleName": "three", "Expression": "7 / 2 == 3" }] } }
            """;

        var found = Run("document", policy);

        Assert.Equal(
            ["unknown-field /workflow/Rules/0/Expression 3:40+2 `skils` is not a field of `m`; did you mean `skills`?",
             "unknown-field /workflow/Rules/1/Expression 4:40+12 `lewel` is not a field of `m`; did you mean `level`?",
             "integer-division /workflow/Rules/2/Expression 5:42+0 both sides are whole numbers, so the fraction would be lost; write one of them with a point, such as `2.0`"],
            found.Select(d => $"{d.Code} {d.Pointer} {d.Line}:{d.Column}+{d.Offset} {d.Message}"));
    }

    internal static IReadOnlyList<Diagnostic> Run(string form, string text) => form.Split(' ') switch
    {
        ["document"] => Compile(text),
        ["expression"] => Compile(Policy($$"""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": {{JsonSerializer.Serialize(text)}} }] }""")),
        ["workflow"] => Compile(Policy(text)),
        ["tests"] => Compile(Tested(text)),
        ["gate"] => PolicyTestGate.Check(PolicyTestRun.Run(Set(Tested(text)).FindPolicy("p")!, new MutationLimits(100, () => false)), new TestRequirements(1, 1)),
        ["repeat"] => Compile("[" + string.Join(',', Enumerable.Repeat(text, EngineLimits.Default.DocumentValues)) + "]"),
        ["facts"] => Facts(text),
        ["publish"] => ReferenceCheck.Run(Set(Policy($$"""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": {{JsonSerializer.Serialize(text)}} }] }""")).FindPolicy("p")!, []).Diagnostics,
        ["patch", var file] => Compile(Patched(file, text), Repository().ToArray()),
        _ => throw new InvalidDataException($"the form `{form}` is not known"),
    };

    private static string Policy(string workflow) =>
        $$"""{ "kind": "training-trigger", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people", "workflow": {{workflow}} }""";

    private static string Tested(string tests) => Policy($$"""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": "m.i >= 10" }] }, "tests": {{tests}}""");

    private static IReadOnlyList<Diagnostic> Compile(string text, params Document[] others)
    {
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(text));
        if (reading.Document is not { } document)
            return reading.Diagnostics;
        var model = DocumentReader.Read(Encoding.UTF8.GetBytes(Model)).Document!;
        var versions = others.Where(o => o.Id != document.Id || o.Section != document.Section).Append(model).Append(document).Select(d => new VersionedDocument(d, 1)).ToList();
        PolicySet.Compile(versions, reuse: null, out var diagnostics);
        return [.. reading.Diagnostics, .. diagnostics.Where(d => d.Key.Document == document).SelectMany(d => d.Value)];
    }

    private static IReadOnlyList<Diagnostic> Facts(string text)
    {
        var set = Set(Policy("""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": "m.flag" }] }"""));
        return set.FindPolicy("p")!.Decide(Encoding.UTF8.GetBytes(text)).Facts.Faults;
    }

    private static PolicySet Set(string policy) => PolicySet.Compile(
        [.. new[] { Model, policy }.Select(d => new VersionedDocument(DocumentReader.Read(Encoding.UTF8.GetBytes(d)).Document!, 1))], reuse: null, out _);

    /// <summary>The repository's own documents, and a policy that does not compile.</summary>
    private static IEnumerable<Document> Repository() =>
        Directory.EnumerateFiles(Path.Combine(Root, "policies"), "*.json", SearchOption.AllDirectories).Select(f => DocumentReader.Read(File.ReadAllBytes(f)).Document!)
            .Append(DocumentReader.Read(Encoding.UTF8.GetBytes(Policy("""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": "m.nothing" }] }""").Replace("\"id\": \"p\"", "\"id\": \"broken\"", StringComparison.Ordinal))).Document!);

    private static string Patched(string file, string patch)
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, file)))!.AsObject();
        Merge(document, JsonNode.Parse(patch)!.AsObject());
        return document.ToJsonString();
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is JsonObject below && target[name] is JsonObject inner)
                Merge(inner, below);
            else
                target[name] = value?.DeepClone();
        }
    }

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "PolicyService.sln")))
            root = root.Parent;
        return root.FullName;
    }

    [GeneratedRegex(@"^### `(?<code>[a-z-]+)` \((?<severity>\w+)\)\n(?<body>.*?)(?=^##|\z)", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 5000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^```(?<form>[^\n]+)\n(?<text>.*?)\n```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 5000)]
    private static partial Regex Example();

    [GeneratedRegex("""(Error|Warning|ErrorAt|Refuse|Fault|FaultAt|LoweringException|ExpressionWarning|new|SequenceFault)\([^"\n]*"(?<code>[a-z0-9]+(-[a-z0-9]+)+)",""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex GivenCode();
}
