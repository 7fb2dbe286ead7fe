using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using PolicyEngine.Compat;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Documents;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Tests.Reference;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Expressions.Plain;

/// <summary>
/// Plain expressions are read without Dynamic LINQ, which still defines what an expression means: for every text, our reader gives either the same tree or
/// none, and then Dynamic LINQ reads the text.
/// </summary>
public sealed class PlainReaderTests
{
    private static readonly ExpressionScope People = ExpressionScope.Create([FactShape.Create(((FactModel)Given.Read(Given.Model)).Schema, "m")], ParameterSet.Empty);

    [Fact]
    public void Every_expression_of_the_default_policies_is_read_as_by_Dynamic_LINQ_and_nearly_all_without_it()
    {
        var read = Policies("policies").Concat(Policies(Path.Combine("bench", "PolicyEngine.Bench", "Common"))).ToList();

        Assert.DoesNotContain(read, r => r.Differ);
        Assert.True(read.Count > 100);
        Assert.All(read, r => Assert.NotNull(r.Dynamic));
        Assert.True(read.Count(r => r.Plain is not null) >= 0.9 * read.Count, string.Join('\n', read.Where(r => r.Plain is null).Select(r => r.Text)));
    }

    [Theory]
    [InlineData("index.json", 0.5)]
    [InlineData("features-index.json", 0.3)]
    [InlineData("usage-index.json", 0.5)]
    [InlineData("format-index.json", 0.5)]
    public void Every_expression_of_the_compatibility_cases_is_read_as_by_Dynamic_LINQ_and_many_without_it(string index, double share)
    {
        var read = CompatCases(index);

        Assert.DoesNotContain(read, r => r.Differ);
        Assert.True(read.Count(r => r.Plain is not null) >= share * read.Count(r => r.Dynamic is not null), $"{read.Count(r => r.Plain is not null)} of {read.Count(r => r.Dynamic is not null)}");
    }

    [Fact]
    public void What_authors_mistake_and_what_attackers_try_is_read_as_by_Dynamic_LINQ_or_not_at_all()
    {
        var mistakes = Lines("Expressions", "mistakes.txt").Select(l => l.Split(" | ", 6)).Where(l => l.Length == 6).Select(l => l[5]);
        var hostile = Lines("Hostile", "hostile.tsv").Select(l => l.Split('\t', 2)[^1].Replace("input1", "m", StringComparison.Ordinal));
        var costly = Lines("Hostile", "costs.tsv").Select(l => l.Split('\t')[0].Replace("numbers", "m.nums", StringComparison.Ordinal));
        var answered = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Expressions", "expressions.json")))!.AsArray().Select(c => c!["expression"]!.GetValue<string>());

        var read = mistakes.Concat(hostile).Concat(costly).Concat(answered).Select(t => BothReadings.Of(t, People)).ToList();

        Assert.DoesNotContain(read, r => r.Differ);
        Assert.True(read.Count(r => r.Plain is not null) >= 100);
    }

    [Property(MaxTest = 40, Arbitrary = [typeof(CaseGenerators)], MaxRejected = 0)]
    internal void Generated_rules_are_read_as_by_Dynamic_LINQ(CompleteCase generated)
    {
        var shape = FactShape.Create(((FactModel)Given.Read(Subject.Model)).Schema, "m");

        var read = In(Library(generated.Case.Workflow), ExpressionScope.Create([shape], ParameterSet.Empty));

        Assert.DoesNotContain(read, r => r.Differ);
    }

    [Property(MaxTest = 400, Arbitrary = [typeof(AnyTexts)], MaxRejected = 0)]
    internal void Texts_of_any_types_are_read_as_by_Dynamic_LINQ_or_not_at_all(AnyText text)
    {
        var read = BothReadings.Of(text.Value, People);

        Assert.False(read.Differ, read.ToString());
    }

    /// <summary>Texts that Dynamic LINQ gives a special meaning, and that our reader must leave to it.</summary>
    [Theory]
    [InlineData("m.A > 1")]
    [InlineData("m.a > 0x10")]
    [InlineData("m.a > 10L")]
    [InlineData("m.a > 3000000000")]
    [InlineData("a > 1")]
    [InlineData("it.a > 1")]
    [InlineData("m.name == \"a\\tb\"")]
    [InlineData("m.name > \"a\"")]
    [InlineData("m.name + 1 == \"a\"")]
    [InlineData("m.a & 1 == 1")]
    [InlineData("m.nums.any(x => x > 1)")]
    [InlineData("m.nums.Any(m => m > 1)")]
    [InlineData("m.nums.Any(it => it > 1)")]
    [InlineData("m.items.Any(x => x.inner.Any(x => x > 1))")]
    [InlineData("m.hired > \"01/02/2025\"")]
    [InlineData("m.flag ? 1 : m.a")]
    [InlineData("np(m.a, 1)")]
    [InlineData("null == m.a")]
    [InlineData("m.name in (\"a\") == true")]
    [InlineData("m.i in (1, 2)")]
    [InlineData("String.IsNullOrEmpty(m.name)")]
    [InlineData("m.a equal 1")]
    [InlineData("m.a <> 1")]
    public void Other_readings_are_left_to_Dynamic_LINQ(string text) => Assert.Null(BothReadings.Of(text, People).Plain);

    private static IEnumerable<BothReadings> Policies(string folder)
    {
        var documents = Directory.EnumerateFiles(Path.Combine(DiagnosticExamplesTests.Root, folder), "*.json", SearchOption.AllDirectories)
            .Select(f => DocumentReader.Read(File.ReadAllBytes(f)).Document).OfType<Document>().Where(d => d is FactModel or PolicyDocument)
            .Select(d => new VersionedDocument(d, 1)).ToList();
        var set = PolicySet.Compile(documents, reuse: null, out _);
        return documents.Select(d => set.FindPolicy(d.Document.Id)).Where(p => p?.Library is not null).SelectMany(p => In(p!.Library!, ExpressionScope.Create(p.Inputs, p.Parameters)));
    }

    private static List<BothReadings> CompatCases(string index)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "CompatCases");
        var files = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var read = new Dictionary<(string, string?), BothReadings>();
        foreach (var item in JsonNode.Parse(File.ReadAllText(Path.Combine(folder, index)))!["cases"]!.AsArray())
        {
            var name = item!["workflowFile"]!.GetValue<string>().Split('#', 2);
            if (!files.TryGetValue(name[0], out var file))
                files.Add(name[0], file = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, name[0])))!);
            var node = name.Length > 1 ? file[name[1]] : file;
            var wanted = item["workflow"]?.GetValue<string>();
            var workflows = new JsonArray([.. (node is JsonArray all ? all.AsEnumerable() : [node]).OfType<JsonObject>().Where(w => wanted is null || w["WorkflowName"] is JsonValue v && v.GetValueKind() == JsonValueKind.String && v.GetValue<string>() == wanted).Select(w => w.DeepClone())]);
            var inputs = SampleInputs.Normalize(item["inputs"]?.DeepClone() as JsonObject ?? []);
            foreach (var reading in InWorkflows(workflows, new InferredInputs(inputs, workflows, _ => 0).Schema))
                read[(reading.Text, reading.Dynamic)] = reading;
        }

        return [.. read.Values];
    }

    private static List<BothReadings> InWorkflows(JsonArray workflows, FactSchema inputs) =>
        WorkflowReader.Read(SourceReader.Read(Encoding.UTF8.GetBytes(workflows.ToJsonString()), new DiagnosticBag(EngineLimits.Default))!, new DiagnosticBag(EngineLimits.Default)) is { } library
            ? In(library, ExpressionScope.OfFields(FactShape.Create(inputs, string.Empty)))
            : [];

    private static WorkflowLibrary Library(string workflow) =>
        WorkflowReader.Read(SourceReader.Read(Encoding.UTF8.GetBytes(workflow), new DiagnosticBag(EngineLimits.Default))!, new DiagnosticBag(EngineLimits.Default))!;

    private static List<BothReadings> In(WorkflowLibrary library, ExpressionScope scope) => [.. WrittenExpressions.Of(library, scope).Select(w => BothReadings.Of(w.Text, w.Scope))];

    private static IEnumerable<string> Lines(params string[] path) => File.ReadLines(Path.Combine([AppContext.BaseDirectory, .. path])).Where(l => !l.StartsWith('#'));
}
