using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Tests.Reference;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Workflows;

/// <summary>The results written without reasons agree with the explained answer.</summary>
public sealed class ResultAgreementTests
{
    private static readonly VersionedDocument Model = new(Given.Read(Reference.Subject.Model), 1);

    [Property(MaxTest = 60, Arbitrary = [typeof(CaseGenerators)], MaxRejected = 0)]
    internal void On_any_facts_the_written_results_agree_with_the_explained_answer(GappyCase generated)
    {
        var text = $$"""{ "kind": "training-trigger", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people", "workflow": {{generated.Case.Workflow}} }""";
        var policy = PolicySet.Compile([Model, new VersionedDocument(Given.Read(text), 1)], reuse: null, out _).FindPolicy("p")!;
        foreach (var subject in generated.Case.Subjects)
            AssertAgree(policy, subject.ToJson());
    }

    [Theory]
    [InlineData("""{ "id": "1", "a": 6, "b": 0 }""")]
    [InlineData("""{ "id": "1", "a": 6, "b": 2, "flag": true }""")]
    [InlineData("""{ "id": "1", "b": 2, "items": [{ "v": 1, "tag": "x" }, { "tag": "y" }] }""")]
    [InlineData("""{ "id": "1", "a": 7000000000000000000000000000, "b": 0.0000000001, "items": [], "unknown": [1] }""")]
    public void Failures_outputs_and_calls_are_the_same_in_both(string facts)
    {
        var policy = Given.Compiled(Given.Policy("""
            "GlobalParams": [ { "Name": "q", "Expression": "m.a / m.b" }, { "Name": "tags", "Expression": "m.items.Select(x => x.tag)" } ],
            "Rules": [
              { "RuleName": "quotient", "Expression": "q > 1", "SuccessEvent": "E", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "q * 10000000000" } } } },
              { "RuleName": "either", "Expression": "m.flag || q > 2" },
              { "RuleName": "sum", "Expression": "true", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "m.items.Sum(x => x.v)" } } } },
              { "RuleName": "names", "Expression": "tags.Count() >= 0", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "tags" } } } },
              { "RuleName": "group", "Operator": "Or", "Rules": [ { "RuleName": "first", "Expression": "m.b == 0" }, { "RuleName": "second", "Expression": "q == 3" } ] },
              { "RuleName": "caller", "Expression": "m.b > 1", "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "WorkflowName": "p", "RuleName": "quotient" } } } }
            ]
            """, kind: "reward"));
        AssertAgree(policy, Encoding.UTF8.GetBytes(facts));
    }

    private static void AssertAgree(CompiledPolicy policy, byte[] facts)
    {
        var output = new ArrayBufferWriter<byte>();
        using var answer = policy.Answer(facts);
        answer.WriteOutcomes(output);
        var report = answer.Facts;
        var explained = policy.Decide(facts);
        Assert.Equal(explained.Facts.Subject, report.Subject);
        Assert.Equal(explained.Facts.Ignored, report.Ignored);
        using var written = JsonDocument.Parse(output.WrittenMemory);
        var root = written.RootElement;
        Assert.Equal(explained.Result!.Events, root.GetProperty("events").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(explained.Result.Missing, root.GetProperty("missing").EnumerateArray().Select(e => e.GetString()));
        var rules = explained.Result.Rules.SelectMany(WithNested).GroupBy(r => r.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var member in root.GetProperty("rules").EnumerateObject())
        {
            var outcome = member.Value.ValueKind switch { JsonValueKind.True => Outcome.Met, JsonValueKind.False => Outcome.NotMet, _ => Outcome.Undetermined };
            Assert.True(outcome == rules[member.Name].Outcome, $"`{member.Name}` is written as {outcome} and explained as {rules[member.Name].Outcome}");
            var isWritten = root.GetProperty("outputs").TryGetProperty(member.Name, out var value);
            Assert.Equal(rules[member.Name].Output is not null, isWritten);
            if (isWritten)
                Assert.Equal(Text(rules[member.Name].Output!), value.ValueKind == JsonValueKind.Array ? string.Join(',', value.EnumerateArray()) : value.ToString());
        }
    }

    private static string Text(object value) => value is Array items ? string.Join(',', items.Cast<object>()) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static IEnumerable<RuleResult> WithNested(RuleResult rule) => rule.Rules.SelectMany(WithNested).Prepend(rule);
}
