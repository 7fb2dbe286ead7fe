using System.Text;
using System.Text.Json;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Expressions;

/// <summary>An undetermined rule names what is missing, also when that is a whole object or is reached through a param.</summary>
public sealed class MissingObjectTests
{
    private static readonly FactSchema Part = Of(("x", new FactSchema { Kind = FactKind.Number }), ("o", Of(("z", new FactSchema { Kind = FactKind.Number }))));

    private static readonly FactSchema Inputs = Of(("m", Of(("s", Part), ("list", new FactSchema { Kind = FactKind.List, Items = Part }))));

    [Theory]
    [InlineData("m", "{}", "m")]
    [InlineData("m.s", """{ "m": {} }""", "m.s")]
    [InlineData("m.s.o", """{ "m": {} }""", "m.s.o")]
    [InlineData("m.s.o", """{ "m": { "s": {} } }""", "m.s.o")]
    [InlineData("p", """{ "m": {} }""", "m.s")]
    [InlineData("m.list", """{ "m": {} }""", "m.list")]
    [InlineData("m.list.FirstOrDefault()", """{ "m": {} }""", "m.list")]
    [InlineData("m.list.FirstOrDefault()", """{ "m": { "list": [] } }""", "m.list[]")]
    [InlineData("p.x", """{ "m": { "s": {} } }""", "m.s.x")]
    [InlineData("p.o.z", """{ "m": {} }""", "m.s.o.z")]
    [InlineData("l.Sum(i => i.x)", """{ "m": { "list": [{}] } }""", "m.list[].x")]
    [InlineData("m.list.First().x", """{ "m": { "list": [{}] } }""", "m.list[].x")]
    [InlineData("l.Last().o.z", """{ "m": { "list": [{}] } }""", "m.list[].o.z")]
    public void What_an_output_misses_is_named(string output, string facts, string missing)
    {
        var workflow = $$"""
            { "WorkflowName": "w", "GlobalParams": [{ "Name": "p", "Expression": "m.s" }, { "Name": "l", "Expression": "m.list" }],
              "Rules": [{ "RuleName": "r", "Expression": "true", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": {{JsonSerializer.Serialize(output)}} } } } }] }
            """;

        var rule = WorkflowRunner.Compile(Encoding.UTF8.GetBytes(workflow), name: null, rule: null, Inputs, out _)!.Evaluate(Encoding.UTF8.GetBytes(facts)).Results.Single();

        Assert.Equal((Outcome.Undetermined, missing), (rule.Outcome, string.Join(' ', rule.Missing)));
        Assert.EndsWith($"missing {missing}", rule.Reason.En, StringComparison.Ordinal);
    }

    private static FactSchema Of(params (string Name, FactSchema Schema)[] fields) =>
        new() { Kind = FactKind.Object, Fields = [.. fields.Select(f => new FactField(f.Name, f.Schema, Required: false))] };
}
