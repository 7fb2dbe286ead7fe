using System.Text;
using System.Text.Json;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Expressions;

public sealed class ObjectOutputTests
{
    private static readonly FactSchema Inputs = new()
    {
        Kind = FactKind.Object,
        Fields = [new("x", new FactSchema { Kind = FactKind.Number, Nullable = true }, Required: false), new("y", new FactSchema { Kind = FactKind.Number, Nullable = true }, Required: false)],
    };

    [Fact]
    public void Parts_and_parts_of_parts_become_named_values()
    {
        var runner = Compile("new (x as a, new (y as b, \"是, 否\" as c) as d)", out _);

        var output = runner!.Evaluate("""{ "x": 1, "y": 2 }"""u8.ToArray()).Results.Single().Output;

        Assert.Equal("""{"a":1,"d":{"b":2,"c":"\u662F, \u5426"}}""", JsonSerializer.Serialize(output));
    }

    [Fact]
    public void Every_fault_is_reported_where_it_stands_in_the_whole_output()
    {
        const string output = "new (xx as a, new (y as 1b, yy as d, new (7 / 2 as f) as e) as g, y as h, x + as i)";

        Compile(output, out var faults);

        Assert.Equal(
            [("unknown-name", "xx"), ("expression-syntax", "y as 1b"), ("unknown-name", "yy"), ("integer-division", "/ 2"), ("expression-syntax", " as i")],
            faults.Zip(["xx", "y as 1b", "yy", "/ 2", " as i"]).Select(f => (f.First.Code, output[f.First.Offset..][..f.Second.Length])));
    }

    private static WorkflowRunner? Compile(string output, out List<(string Code, int Offset)> faults)
    {
        var workflow = $$"""{ "WorkflowName": "w", "Rules": [{ "RuleName": "r", "Expression": "1 == 1", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": {{JsonSerializer.Serialize(output)}} } } } }] }""";
        var runner = WorkflowRunner.Compile(Encoding.UTF8.GetBytes(workflow), name: null, rule: null, Inputs, out var found);
        faults = [.. found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => (d.Code, d.Offset ?? 0))];
        return runner;
    }
}
