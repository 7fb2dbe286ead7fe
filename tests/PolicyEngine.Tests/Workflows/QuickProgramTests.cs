using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Tests.Reference;

namespace PolicyEngine.Tests.Workflows;

/// <summary>
/// Facts without missing values are evaluated by a fast program, and whatever it cannot decide by a careful one. The results are always those of the careful
/// program.
/// </summary>
public sealed class QuickProgramTests
{
    private const string Rules = """
        "GlobalParams": [
          { "Name": "mean", "Expression": "m.items.Average(x => x.v)" },
          { "Name": "seldom", "Expression": "m.c / m.b" },
          { "Name": "all", "Expression": "m.a * 20 + mean" } ],
        "Rules": [
          { "RuleName": "r", "Expression": "all >= 1 && m.items[0].v > 0 && m.skills.x + m.skills.y > 3", "ErrorMessage": "$(all), $(seldom)" },
          { "RuleName": "s", "Expression": "m.name == \"n\" || m.flag", "SuccessEvent": "S",
            "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "m.a > 100 ? seldom : mean" } },
                         "OnFailure": { "Name": "EvaluateRule", "Context": { "WorkflowName": "p", "RuleName": "r" } } } },
          { "RuleName": "t", "Operator": "Or", "Rules": [ { "RuleName": "u", "Expression": "m.hired > DateTime(2020, 1, 1)" }, { "RuleName": "v", "Expression": "m.tags.Contains(\"x\")" } ] },
          { "RuleName": "w", "Expression": "m.other == null || np(m.b, 7) > 6 || m.nums.Any(n => n > 5)" }
        ]
        """;

    private static readonly JsonObject Complete = JsonNode.Parse("""
        { "id": "1", "name": "n", "a": 5, "b": 0, "c": 3, "flag": true, "other": false, "hired": "2024-01-01", "skills": { "x": 1, "y": 3 }, "items": [{ "v": 2 }, { "v": 3 }], "nums": [1], "tags": ["x"] }
        """)!.AsObject();

    [Fact]
    public void Complete_facts_take_the_quick_way()
    {
        var policy = Translated(Given.Policy(Rules));

        policy.Decide(Bytes(Complete));

        Assert.Equal(0, policy.Program.Careful);
    }

    [Theory]
    [InlineData("name", true)]
    [InlineData("a", true)]
    [InlineData("flag", true)]
    [InlineData("hired", true)]
    [InlineData("skills", true)]
    [InlineData("items", true)]
    [InlineData("tags", true)]
    [InlineData("nums", true)]
    [InlineData("other", false)] // `== null` asks whether it is missing.
    [InlineData("b", false)] // `np` has a substitute for it.
    [InlineData("i", false)] // Nothing reads it.
    public void A_field_that_has_to_be_there_and_is_not_takes_the_careful_way(string missing, bool isCareful)
    {
        var facts = Complete.DeepClone().AsObject();
        facts.Remove(missing);

        AssertSameBothWays(Given.Policy(Rules), Bytes(facts), isCareful);
    }

    [Theory]
    [InlineData("""{ "items": [{ "v": 2 }, {}] }""", true)]
    [InlineData("""{ "items": [] }""", true)]
    [InlineData("""{ "items": [{ "v": 0 }] }""", false)]
    [InlineData("""{ "skills": { "y": 3 } }""", true)]
    [InlineData("""{ "a": 7000000000000000000000000000 }""", true)] // Too large to be multiplied.
    [InlineData("""{ "a": 101 }""", true)] // Divides by zero.
    [InlineData("""{ "a": 101, "b": 3 }""", false)]
    [InlineData("""{ "a": -3, "name": "", "flag": false, "tags": [], "hired": "2019-01-01" }""", false)]
    public void What_is_missing_in_lists_and_what_fails_takes_the_careful_way(string changes, bool isCareful)
    {
        var facts = Complete.DeepClone().AsObject();
        foreach (var (name, value) in JsonNode.Parse(changes)!.AsObject())
            facts[name] = value?.DeepClone();

        AssertSameBothWays(Given.Policy(Rules), Bytes(facts), isCareful);
    }

    [Fact]
    public void What_takes_long_takes_the_careful_way_and_all_the_steps_it_may()
    {
        var text = Given.Policy($$"""
            "Rules": [ {{Given.Rule("m.items.Sum(x => m.items.Count(y => y.v >= x.v)) > 1")}} ]
            """);
        var items = new JsonArray([.. Enumerable.Range(0, 400).Select(i => (JsonNode)new JsonObject { ["v"] = i % 7 })]);

        AssertSameBothWays(text, Bytes(new JsonObject { ["id"] = "1", ["items"] = items }), isCareful: true);
    }

    [Fact]
    public void A_param_that_takes_long_and_is_computed_ahead_of_a_long_chain_is_shown_all_the_same()
    {
        var chain = Enumerable.Range(1, 32).Select(i => $$"""{ "Name": "p{{i}}", "Expression": "{{(i > 16 ? $"m.flag ? p{i - 1} : 1" : $"p{i - 1} + 1")}}" }""");
        var text = Given.Policy($$"""
            "GlobalParams": [ { "Name": "p0", "Expression": "m.nums.Sum(x => m.nums.Count(y => y >= x))" }, {{string.Join(", ", chain)}} ],
            "Rules": [ {{Given.Rule("m.other || p32 > 0", """ "Properties": { "reason": { "met": { "en": "$(p5)", "zh-CN": "$(p5)" } } } """)}} ]
            """);
        var facts = new JsonObject { ["id"] = "1", ["flag"] = false, ["other"] = false, ["nums"] = new JsonArray([.. Enumerable.Range(0, 300).Select(i => (JsonNode)i)]) };

        AssertSameBothWays(text, Bytes(facts), isCareful: true);
        Assert.Equal("45155", Translated(text).Decide(Bytes(facts)).Result!.Rules[0].Reason.En);
    }

    [Property(MaxTest = 20, Arbitrary = [typeof(CaseGenerators)], MaxRejected = 0)]
    internal void On_any_rules_and_any_facts_both_ways_say_the_same(GappyCase generated)
    {
        var document = JsonNode.Parse("""{ "kind": "promotion-eligibility", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people" }""")!.AsObject();
        document["workflow"] = JsonNode.Parse(generated.Case.Workflow);
        var (careful, quick) = (Compile(document), Compile(document));
        quick.Translate();
        foreach (var subject in generated.Case.Subjects)
            Assert.Equal(Wire.Text(careful.Decide(subject.ToJson())), Wire.Text(quick.Decide(subject.ToJson())));
    }

    private static CompiledPolicy Compile(JsonObject policy)
    {
        var set = PolicySet.Compile([new(Given.Read(Reference.Subject.Model), 1), new(Given.Read(policy.ToJsonString()), 1)], reuse: null, out var diagnostics);
        return set.FindPolicy("p") ?? throw new Xunit.Sdk.XunitException(string.Join('\n', diagnostics.SelectMany(d => d.Value).Select(d => $"{d.Pointer}: {d.Message}")));
    }

    private static void AssertSameBothWays(string text, byte[] facts, bool isCareful)
    {
        var (interpreted, translated) = (Given.Compiled(text), Translated(text));

        Assert.Equal(Wire.Text(interpreted.Decide(facts)), Wire.Text(translated.Decide(facts)));
        Assert.Equal(isCareful ? 1 : 0, translated.Program.Careful);
    }

    private static CompiledPolicy Translated(string text)
    {
        var policy = Given.Compiled(text);
        policy.Translate();
        return policy;
    }

    private static byte[] Bytes(JsonObject facts) => Encoding.UTF8.GetBytes(facts.ToJsonString());
}
