using System.Diagnostics;
using System.Globalization;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Fuzz;

/// <summary>
/// Mutates documents, workflows and facts. The results are read, guarded, parsed and, if they compile, evaluated. An exception, or a text that takes seconds,
/// is a failure. POLICY_FUZZ_RUNS and POLICY_FUZZ_SEED make this a long run.
/// </summary>
public sealed class MutatedDocumentTests
{
    private const int ShortRun = 5_000;

    // A text takes milliseconds. Other load on the machine can delay it, so a text that took long is tried once more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly byte[] Facts = """{"id":"1","name":"abc","名称":"王芳","a":5,"b":2.5,"i":3,"flag":true,"hired":"2024-01-31","skills":{"x":1},"items":[{"v":1,"tag":"t","inner":[1,2]}],"nums":[1,2],"tags":["a"]}"""u8.ToArray();

    private static readonly string[] Expressions =
    [
        "m.a >= 24 && m.name != \"x\" || !m.flag", "m.items.Any(x => x.v > 0.5 && x.inner.Contains(2)) ? m.b : m.a / 2.0 > 1", "np(m.skills.x, 0) in (1, 2, 3)",
        "m.nums.Where(n => n > 1).OrderByDescending(n => -n).First() == 2", "m.hired >= DateTime(2024, 1, 1) and m.hired.Year == 2024", "new [] { \"a\", \"b\" }.Contains(m.tags[0]) || m.名称.StartsWith(\"王\")",
        "iif(m.flag, Number.Round(m.b, 1), Math.Max(m.a, 1e2)) > -3.5", "(m.name + \"!\").ToUpper().Length == 4 and m[\"a\"] == 5",
    ];

    private static readonly string[] Pieces =
    [
        "(", ")", "[", "]", "{", "}", "\"", "'", "\\", ",", ":", ".", "..", "=>", "==", "!", "!!!!", "&&", "||", "?", "??", "- - ", "1e9", "9999999999999999999999999999999", "0.1m", "null", "true", "new ", "new[]{", "it", "np(", "iif(",
        "in (", "m.", "GetType()", ".GetType().Assembly", "System.IO.File", "x => x", "\u0000", "\ud83d\ude42", "上海", "$(", "$(m.a)", "\"Rules\":[", "\"Operator\":\"And\",", "\"LocalParams\":[{\"Name\":\"p\",\"Expression\":\"p\"}],", "/*", "//", "\n", "\\u0041", "\\ud800",
    ];

    private static readonly FactShape Shape = FactShape.Create(((FactModel)Given.Read(Given.Model)).Schema, string.Empty);
    private static readonly FactSchema Inputs = new() { Kind = FactKind.Object, Fields = [new FactField("m", Shape.Schema, Required: false)] };
    private static readonly byte[] Input = [.. "{\"m\":"u8, .. Facts, .. "}"u8];

    [Fact]
    public void Mutated_documents_workflows_and_facts_never_crash_hang_or_throw()
    {
        var runs = Setting("POLICY_FUZZ_RUNS", ShortRun);
        var random = new Random(Setting("POLICY_FUZZ_SEED", 20_260_101));
        var tally = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var run = 0; run < runs; run++)
        {
            var (kind, text) = Mutated(random);
            try
            {
                var (result, took) = Timed(kind, text);
                tally[result] = tally.GetValueOrDefault(result) + 1;
                if (took > Patience)
                    took = Timed(kind, text).Took;
                Assert.True(took <= Patience, $"run {run} took {took}: {Convert.ToBase64String(text)}");
            }
            catch (Exception e) when (e is not Xunit.Sdk.XunitException)
            {
                throw new InvalidOperationException($"run {run}, {kind}: {Convert.ToBase64String(text)}", e);
            }
        }

        Assert.True(tally.Keys.Count(k => k.EndsWith("taken", StringComparison.Ordinal)) == 3, "some mutated texts of every kind are still good: " + Words(tally));
        if (runs > ShortRun)
            File.WriteAllText(Path.Combine(Path.GetTempPath(), $"policy-fuzz-{Setting("POLICY_FUZZ_SEED", 0).ToString(CultureInfo.InvariantCulture)}.txt"), Words(tally));
    }

    private static (string Result, TimeSpan Took) Timed(string kind, byte[] text)
    {
        var watch = Stopwatch.StartNew();
        return (Try(kind, text), watch.Elapsed);
    }

    private static string Try(string kind, byte[] text)
    {
        switch (kind)
        {
            case "document":
                var reading = DocumentReader.Read(text);
                return reading.Document is null ? $"document {reading.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).Code}" : "document taken";
            case "facts":
                var posted = new FactsReader(Shape, []).Read(text);
                return posted.Faults.Count > 0 ? $"facts {posted.Faults[0].Code}" : "facts taken";
            default:
                var runner = WorkflowRunner.Compile(text, name: null, rule: null, Inputs, out var diagnostics);
                runner?.Evaluate(Input);
                return runner is null ? $"workflow {diagnostics.First(d => d.Severity == DiagnosticSeverity.Error).Code}" : "workflow taken";
        }
    }

    private static (string Kind, byte[] Text) Mutated(Random random)
    {
        var expression = Expressions[random.Next(Expressions.Length)];
        switch (random.Next(4))
        {
            case 0:
                return ("facts", Mutate(Facts, random));
            case 1:
                return ("document", Mutate(Encoding.UTF8.GetBytes(random.Next(2) == 0 ? Given.Model : Given.Policy($"\"Rules\": [{Given.Rule(expression)}]")), random));
            case 2:
                return ("workflow", Mutate(Workflow(expression), random));
            default: // Only the expression is mutated, so that the JSON around it stays valid.
                return ("workflow", Workflow(Encoding.UTF8.GetString(Mutate(Encoding.UTF8.GetBytes(expression), random))));
        }
    }

    private static byte[] Workflow(string expression)
    {
        var text = System.Text.Json.JsonSerializer.Serialize(expression);
        return Encoding.UTF8.GetBytes($$"""{ "WorkflowName": "w", "GlobalParams": [{ "Name": "g", "Expression": {{text}} }], "Rules": [{ "RuleName": "r", "Expression": {{text}}, "ErrorMessage": {{text}}, "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": {{text}} } } } }] }""");
    }

    private static byte[] Mutate(byte[] text, Random random)
    {
        var bytes = text.ToList();
        for (var times = random.Next(4); times >= 0 && bytes.Count > 0; times--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 24), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    bytes.InsertRange(at, Enumerable.Repeat(Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]), random.Next(1, 60)).SelectMany(p => p));
                    break;
            }
        }

        return [.. bytes];
    }

    private static int Setting(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static string Words(IEnumerable<KeyValuePair<string, int>> tally) => string.Join('\n', tally.Select(t => $"{t.Key}: {t.Value.ToString(CultureInfo.InvariantCulture)}"));
}
