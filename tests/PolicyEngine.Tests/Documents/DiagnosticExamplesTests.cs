using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Reference;
using PolicyEngine.Testing;
using PolicyEngine.Workflows;

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
              "id": { "type": "string" }, "name": { "type": "string" }, "level": { "type": "string", "enum": ["P1", "P2"] }, "grade": { "type": "string", "enum": ["S", "A", "B"] },
              "a": { "type": "number" }, "i": { "type": "integer" }, "percent": { "type": "number", "minimum": 0, "maximum": 100 },
              "flag": { "type": "boolean" }, "other": { "type": "boolean" }, "hired": { "type": "string", "format": "date" },
              "skills": { "type": "object", "properties": { "x": { "type": "number" } } },
              "nums": { "type": "array", "items": { "type": "number" } },
              "terms": { "type": "array", "items": { "type": "object", "properties": { "part": { "type": "object", "properties": { "v": { "type": "number" } } } } } }
            }
          }
        }
        """;

    internal static readonly string Root = FindRoot();
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
        var given = Sources().SelectMany(s => GivenCode().Matches(s)).Select(m => m.Groups["code"].Value).Distinct();
        var documented = Examples().Select(row => (string)row[0]).ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], given.Where(c => !documented.Contains(c)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_code_is_documented_with_every_severity_that_it_is_given_with()
    {
        var given = Sources().SelectMany(s => GivenSeverity().Matches(s)).Select(m => $"{m.Groups["code"].Value} ({(m.Groups["how"].Value is "Warning" ? "warning" : "error")})").Distinct();
        var documented = Examples().Select(row => $"{row[0]} ({row[1]})").ToHashSet(StringComparer.Ordinal);

        Assert.Equal([], given.Where(c => !documented.Contains(c)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_code_that_is_documented_is_given_somewhere()
    {
        var source = string.Concat(Sources());

        Assert.Equal([], Examples().Select(row => (string)row[0]).Distinct().Where(c => !source.Contains($"\"{c}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_index_names_every_part_in_its_order()
    {
        var index = Text[..Text.IndexOf("\n## ", StringComparison.Ordinal)];

        Assert.Equal(Section().Matches(Text).Select(m => $"{m.Groups["code"].Value}-{m.Groups["severity"].Value}"), Linked().Matches(index).Select(m => m.Groups["anchor"].Value));
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Root, "src", "PolicyEngine"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText);

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
             "integer-division /workflow/Rules/2/Expression 5:42+2 both sides are whole numbers, so the fraction would be lost; write one of them with a point, such as `2.0`"],
            found.Select(d => $"{d.Code} {d.Pointer} {d.Line}:{d.Column}+{d.Offset} {d.Message}"));
    }

    internal static IReadOnlyList<Diagnostic> Run(string form, string text) => form.Split(' ') switch
    {
        ["document" or "expression" or "workflow" or "tests"] => Compile(Posted(form, text)),
        ["gate"] => PolicyTestGate.Check(PolicyTestRun.Run(Set(Tested(text)).FindPolicy("p")!, new MutationLimits(100, () => false)), new TestRequirements(1, 1)),
        ["repeat"] => Compile("[" + string.Join(',', Enumerable.Repeat(text, EngineLimits.Default.DocumentValues)) + "]"),
        ["facts"] => Facts(text),
        ["publish"] => ReferenceCheck.Run(Set(Policy($$"""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": {{JsonSerializer.Serialize(text)}} }] }""")).FindPolicy("p")!, []).Diagnostics,
        ["patch" or "replace", _] => Compile(Posted(form, text), Repository.Value),
        ["standalone"] => Standalone(text),
        _ => throw new InvalidDataException($"the form `{form}` is not known"),
    };

    /// <summary>Returns the whole document that an example stands for.</summary>
    internal static string Posted(string form, string text) => form.Split(' ') switch
    {
        ["expression"] => Policy($$"""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": {{JsonSerializer.Serialize(text)}} }] }"""),
        ["workflow"] => Policy(text),
        ["tests"] => Tested(text),
        ["patch", var file] => Patched(file, text),
        ["replace", var file] => Replaced(file, text),
        _ => text,
    };

    /// <summary>Returns the diagnostics of the whole document that an example stands for.</summary>
    internal static IReadOnlyList<Diagnostic> FaultsOf(string form, string document) => Compile(document, form.Contains(' ', StringComparison.Ordinal) ? Repository.Value : []);

    private static string Policy(string workflow) =>
        $$"""{ "kind": "training-trigger", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people", "workflow": {{workflow}} }""";

    private static string Tested(string tests) => Policy($$"""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": "m.i >= 10" }] }, "tests": {{tests}}""");

    private static IReadOnlyList<Diagnostic> Compile(string text, params Document[] others)
    {
        var reading = DocumentReader.Read(Encoding.UTF8.GetBytes(text));
        if (reading.AsFarAsRead is not { } document)
            return reading.Diagnostics;
        var model = DocumentReader.Read(Encoding.UTF8.GetBytes(Model)).Document!;
        var versions = others.Where(o => o.Id != document.Id || o.Section != document.Section).Append(model).Append(document).Select(d => new VersionedDocument(d, 1)).ToList();
        PolicySet.Compile(versions, reuse: null, out var diagnostics);
        return [.. reading.Diagnostics, .. diagnostics.Where(d => d.Key.Document == document).SelectMany(d => d.Value)];
    }

    /// <summary>Compiles a workflow on its own, with inputs as RulesEngine's callers provide them.</summary>
    private static IReadOnlyList<Diagnostic> Standalone(string workflow)
    {
        FactField[] fields = [new("a", new FactSchema { Kind = FactKind.Number }, Required: false), new("flag", new FactSchema { Kind = FactKind.Boolean }, Required: false)];
        var inputs = new FactSchema { Kind = FactKind.Object, Fields = [new("m", new FactSchema { Kind = FactKind.Object, Fields = fields }, Required: false)] };
        WorkflowRunner.Compile(Encoding.UTF8.GetBytes(workflow), name: null, rule: null, inputs, out var diagnostics);
        return diagnostics;
    }

    private static IReadOnlyList<Diagnostic> Facts(string text)
    {
        var set = Set(Policy("""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": "m.flag" }] }"""));
        var (policy, facts) = (set.FindPolicy("p")!, Encoding.UTF8.GetBytes(text));
        return policy.AsNew(policy.Decide(facts).Facts, facts).Faults;
    }

    private static PolicySet Set(string policy) => PolicySet.Compile(
        [.. new[] { Model, policy }.Select(d => new VersionedDocument(DocumentReader.Read(Encoding.UTF8.GetBytes(d)).Document!, 1))], reuse: null, out _);

    /// <summary>The repository's own documents, and a policy that does not compile.</summary>
    private static readonly Lazy<Document[]> Repository = new(() => [.. Documents()]);

    private static IEnumerable<Document> Documents() =>
        Directory.EnumerateFiles(Path.Combine(Root, "policies"), "*.json", SearchOption.AllDirectories).Select(f => DocumentReader.Read(File.ReadAllBytes(f)).Document!)
            .Append(DocumentReader.Read(Encoding.UTF8.GetBytes(Policy("""{ "WorkflowName": "p", "Rules": [{ "RuleName": "r", "Expression": "m.nothing" }] }""").Replace("\"id\": \"p\"", "\"id\": \"broken\"", StringComparison.Ordinal))).Document!);

    private static string Patched(string file, string patch)
    {
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(Root, file)))!.AsObject();
        Merge(document, JsonNode.Parse(patch)!.AsObject());
        return document.ToJsonString();
    }

    /// <summary>Returns a file of the repository with one place changed, given as <c>old =&gt; new</c>.</summary>
    private static string Replaced(string file, string change)
    {
        var text = File.ReadAllText(Path.Combine(Root, file));
        var (old, now) = (change[..change.IndexOf(" => ", StringComparison.Ordinal)], change[(change.IndexOf(" => ", StringComparison.Ordinal) + 4)..]);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        return string.Concat(text.AsSpan(0, at), now, text.AsSpan(at + old.Length));
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

    [GeneratedRegex(@"`\]\(#(?<anchor>[a-z-]+)\)|` \(warning\)\]\(#(?<anchor>[a-z-]+)\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Linked();

    [GeneratedRegex(@"^```(?<form>[^\n]+)\n(?<text>.*?)\n```$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.Singleline, 5000)]
    private static partial Regex Example();

    [GeneratedRegex("""(Error|Warning|ErrorAt|Refuse|Fault|FaultAt|LoweringException|ExpressionWarning|Suggested|new|SequenceFault)\((?>[^"]{0,200})("[a-zA-Z]+", )?"(?<code>[a-z0-9]+(-[a-z0-9]+)+)",""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex GivenCode();

    [GeneratedRegex("""\b(?<how>Error|ErrorAt|Warning)\((?>[^"]{0,200})("[a-zA-Z]+", )?"(?<code>[a-z0-9]+(-[a-z0-9]+)+)",""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex GivenSeverity();
}
