using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Tests.Reference;
using Outcome = PolicyEngine.Workflows.Outcome;

namespace PolicyEngine.Tests.Workflows;

/// <summary>Answers written directly from the evaluation have the same bytes as those serialized from objects.</summary>
public sealed class WrittenAnswerTests
{
    private static readonly VersionedDocument Model = new(Given.Read(Reference.Subject.Model), 1);

    private static readonly string[] Outputs =
    [
        "g", "g / 7.0", "l * 1.10", "m.flag", "m.hired", "m.姓名", "m.tags", "m.nums.Select(x => x / 3)", "m.i", "\"a\\\"\\\\\\t\\u0001é王😀\"", "m.items.Count()", "m.tags.Count() > 1", "m.姓名.Substring(0, 1)",
    ];

    private static readonly string[] Reasons =
    [
        "$(m.a) and $(g), $(l): $(m.姓名)", "", "$(output)", "\"quoted\" \\ <b>&amp;</b> \u2028 $(m.hired) $(m.flag)", "$(m.skills.x)$(m.grade)😀$(k)", "$(parameters.list) $(parameters.word) $(parameters.least)",
    ];

    [Property(MaxTest = 80, Arbitrary = [typeof(CaseGenerators)], MaxRejected = 0)]
    internal void On_any_policy_and_any_facts_both_ways_give_the_same_bytes(GappyCase generated, int seed)
    {
        var policy = Compile(Told(generated.Case.Workflow, seed & 0xFFFF), (seed & 1) == 0 ? "promotion-eligibility" : "reward");
        foreach (var subject in generated.Case.Subjects)
            AssertSame(policy, subject.ToJson());
    }

    [Theory]
    [InlineData("""{ "id": "1", "a": 6, "b": 0 }""")]
    [InlineData("""{ "id": "1", "a": 6, "b": 2, "flag": true, "name": "O\"Brien \\ 王 \ud83d\ude00", "hired": "2024-02-29" }""")]
    [InlineData("""{ "id": "1", "a": -0.50, "b": 3, "items": [{ "v": 1, "tag": "x" }, { "tag": "y" }], "nums": [1, 2.50, -3], "tags": ["a", "上海"] }""")]
    [InlineData("""{ "id": "1", "a": 7000000000000000000000000000, "b": 0.0000000001, "items": [], "unknown": [1] }""")]
    [InlineData("""{ "id": "1", "a": 1, "b": 3, "name": "\ud83d\ude00 first" }""")]
    [InlineData("""{ "id": "1", "a": -0.0, "b": 1e-20, "flag": false, "name": "" }""")]
    public void Failures_outputs_calls_and_halved_characters_are_told_the_same(string facts)
    {
        var policy = Given.Compiled(Given.Policy("""
            "GlobalParams": [ { "Name": "q", "Expression": "m.a / m.b" }, { "Name": "tags", "Expression": "m.items.Select(x => x.tag)" }, { "Name": "half", "Expression": "m.name.Substring(0, 1)" } ],
            "Rules": [
              { "RuleName": "quotient", "Expression": "q > 1", "SuccessEvent": "E \"1\"", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "q * 10000000000" } } } },
              { "RuleName": "either", "Expression": "m.flag || q > 2", "ErrorMessage": "half of it: $(half), all: $(m.name), $(tags), $(q)" },
              { "RuleName": "sum", "Expression": "true", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "m.items.Sum(x => x.v)" } } } },
              { "RuleName": "names", "Expression": "tags.Count() >= 0", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "tags" } } } },
              { "RuleName": "hired", "Expression": "m.hired > DateTime(2020, 1, 1)", "Properties": { "reason": { "met": { "en": "since $(m.hired): $(output)", "zh-CN": "$(m.hired)：$(output)" } } }, "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "half" } }, "OnFailure": { "Name": "OutputExpression", "Context": { "Expression": "m.name" } } } },
              { "RuleName": "group", "Operator": "Or", "Rules": [ { "RuleName": "first", "Expression": "m.b == 0" }, { "RuleName": "second", "Expression": "q == 3" } ] },
              { "RuleName": "all", "Operator": "And", "Rules": [ { "RuleName": "third", "Expression": "m.b == 2" }, { "RuleName": "fourth", "Expression": "q == 3 || m.a < 0" } ] },
              { "RuleName": "caller", "Expression": "m.b > 1", "Actions": { "OnSuccess": { "Name": "EvaluateRule", "Context": { "WorkflowName": "p", "RuleName": "quotient" } }, "OnFailure": { "Name": "EvaluateRule", "Context": { "WorkflowName": "p", "RuleName": "quotient" } } } }
            ]
            """));
        AssertSame(policy, Encoding.UTF8.GetBytes(facts));
    }

    [Theory]
    [InlineData(249)]
    [InlineData(250)]
    [InlineData(251)]
    [InlineData(256)]
    public void A_reason_that_is_too_long_is_cut_at_the_same_place(int length)
    {
        var policy = Given.Compiled(Given.Policy("""
            "Rules": [
              { "RuleName": "r", "Expression": "m.flag", "ErrorMessage": "$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.name)$(m.a) and no more" },
              { "RuleName": "s", "Expression": "m.name == \"\"" }
            ]
            """));
        var name = string.Concat(Enumerable.Repeat("王😀a", length))[..length];
        var facts = new JsonObject { ["id"] = "1", ["flag"] = false, ["a"] = 1.23456m, ["name"] = char.IsHighSurrogate(name[^1]) ? name[..^1] + "z" : name };
        AssertSame(policy, Encoding.UTF8.GetBytes(facts.ToJsonString()));
    }

    /// <summary>A client may disconnect while its answer is being written.</summary>
    [Fact]
    public void An_answer_that_could_not_be_handed_over_is_not_in_the_next()
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.a > 1")}]"));
        var (one, other) = ("{ \"id\": \"1\", \"a\": 1 }"u8.ToArray(), "{ \"id\": \"2\", \"a\": 2 }"u8.ToArray());
        foreach (var withReasons in new[] { true, false })
        {
            var expected = Said(policy, other, withReasons, new ArrayBufferWriter<byte>());
            Assert.Throws<IOException>(() => Said(policy, one, withReasons, new GoneWriter()));
            Assert.Equal(expected, Said(policy, other, withReasons, new ArrayBufferWriter<byte>()));
        }
    }

    [Fact]
    public void An_answer_disposed_of_twice_gives_its_memory_back_once()
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.a > 1")}]"));
        var (one, other) = ("{ \"id\": \"1\", \"a\": 1 }"u8.ToArray(), "{ \"id\": \"2\", \"a\": 2 }"u8.ToArray());
        var gone = policy.Answer(other);
        gone.Dispose();
        using var first = policy.Answer(one);
        gone.Dispose();
        using var second = policy.Answer(other);

        Assert.Equal((Outcome.NotMet, Outcome.Met), (first.Outcome, second.Outcome));
        Assert.Throws<ObjectDisposedException>(() =>
        {
            var refused = policy.Answer(one);
            refused.Dispose();
            refused.WriteMembers(new ArrayBufferWriter<byte>());
        });
    }

    private static string Said(CompiledPolicy policy, byte[] facts, bool withReasons, IBufferWriter<byte> output)
    {
        using var answer = policy.Answer(facts);
        if (withReasons)
            answer.WriteMembers(output);
        else
            answer.WriteOutcomes(output);
        return Encoding.UTF8.GetString(((ArrayBufferWriter<byte>)output).WrittenSpan);
    }

    private sealed class GoneWriter : IBufferWriter<byte>
    {
        public void Advance(int count) => throw new IOException();

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new IOException();

        public Span<byte> GetSpan(int sizeHint = 0) => throw new IOException();
    }

    private static CompiledPolicy Compile(string workflow, string kind)
    {
        var text = $$"""
            { "kind": "{{kind}}", "id": "p", "title": { "en": "P", "zh-CN": "策" }, "model": "people", "workflow": {{workflow}},
              "parameters": {
                "list": { "title": { "en": "L", "zh-CN": "列" }, "type": "numbers", "value": [1, 2.50] },
                "word": { "title": { "en": "W \"w\"", "zh-CN": "词" }, "type": "text", "value": "A\"王" },
                "least": { "title": { "en": "Least", "zh-CN": "最少" }, "type": "number", "value": 1.23456 } } }
            """;
        var set = PolicySet.Compile([Model, new VersionedDocument(Given.Read(text), 1)], reuse: null, out var diagnostics);
        return set.FindPolicy("p") ?? throw new Xunit.Sdk.XunitException(string.Join('\n', diagnostics.SelectMany(d => d.Value).Select(d => $"{d.Pointer}: {d.Message}")));
    }

    /// <summary>Adds titles, reasons, events and outputs of all kinds to the rules of a workflow.</summary>
    private static string Told(string workflow, int seed)
    {
        var root = JsonNode.Parse(workflow)!.AsObject();
        foreach (var rule in root["Rules"]!.AsArray().Select(r => r!.AsObject()))
        {
            seed = ((seed * 31) + 7) & 0xFFFF;
            var properties = new JsonObject { ["title"] = Text($"Title \"{seed}\"", $"标题\\{seed}") };
            if (seed % 3 == 0)
                properties["category"] = "gate";
            var hasLocal = rule["Operator"] is null;
            var (reason, output) = (Reasons[seed % Reasons.Length], Outputs[seed % Outputs.Length]);
            if (seed % 2 == 0)
                properties["reason"] = new JsonObject { ["met"] = Text(Usable(reason, hasLocal), "$(output)因$(m.a)"), ["notMet"] = Text("not $(g)", Usable(reason, hasLocal)), ["undetermined"] = Text(Usable(reason, hasLocal), "缺") };
            if (seed % 5 < 2)
                rule["SuccessEvent"] = $"E {seed}";
            if (seed % 4 > 0)
                rule["Actions"] = new JsonObject { ["OnSuccess"] = new JsonObject { ["Name"] = "OutputExpression", ["Context"] = new JsonObject { ["Expression"] = Usable(output, hasLocal) } } };
            if (seed % 7 == 0 && hasLocal)
                rule["Expression"] = $"({rule["Expression"]}) && parameters.least > 1 && parameters.word != \"\" && parameters.list.Count() > 0";
            rule["Properties"] = properties;
        }

        return root.ToJsonString();
    }

    private static string Usable(string text, bool hasLocal) => hasLocal ? text : text.Replace("$(l)", "1", StringComparison.Ordinal).Replace("l *", "g *", StringComparison.Ordinal);

    private static JsonObject Text(string en, string zhCn) => new() { ["en"] = en.Length == 0 ? " " : en, ["zh-CN"] = zhCn.Length == 0 ? " " : zhCn };

    private static void AssertSame(CompiledPolicy policy, byte[] facts)
    {
        var interpreted = Written(policy, facts);
        policy.Translate();
        Assert.Equal(interpreted, Written(policy, facts));
    }

    private static string Written(CompiledPolicy policy, byte[] facts)
    {
        var output = new ArrayBufferWriter<byte>();
        using var answer = policy.Answer(facts);
        output.Write("{"u8);
        answer.WriteMembers(output);
        output.Write("}"u8);
        var decision = policy.Decide(facts);
        Assert.Empty(decision.Facts.Faults);
        Assert.Equal(Wire.Text(decision.Result), Encoding.UTF8.GetString(output.WrittenSpan));
        Assert.Equal(decision.Result!.Outcome, answer.Outcome);
        Assert.Equal(decision.Result.Missing, answer.Missing);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
