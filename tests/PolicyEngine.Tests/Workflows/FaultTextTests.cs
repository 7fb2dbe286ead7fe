using System.Reflection;
using System.Text.Json.Nodes;
using PolicyEngine.Scoring;
using PolicyEngine.Tests.Appraisals;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Tests.Scoring;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Workflows;

/// <summary>The texts of faults, which are part of stored answers.</summary>
public sealed class FaultTextTests
{
    private static readonly IReadOnlyList<JsonObject> Cases =
    [
        .. JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Workflows", "fault-texts.json")))!.AsArray().Select(c => c!.AsObject()),
    ];

    public static TheoryData<string> Lines => [.. Cases.Select(c => c.ToJsonString())];

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_fault_is_told_in_the_words_that_are_stored(string line)
    {
        var told = JsonNode.Parse(line)!.AsObject();
        var expected = $"{told["code"]}: {told["en"]} / {told["zh-CN"]}";

        var faults = FaultsOf(told).Select(f => $"{f.Code}: {f.Message.En} / {f.Message.ZhCn}").ToList();

        Assert.True(
            faults.Contains(expected, StringComparer.Ordinal),
            $"told now: {string.Join(" | ", faults)}\nstored:   {expected}\n"
            + "These words are in stored answers. `verify` computes an answer again and compares its hash with the stored one, so with other words every old decision "
            + "with this fault would be `different`. Put the old words back.");
    }

    [Fact]
    public void The_words_of_every_code_are_held()
    {
        var codes = typeof(EvaluationFaults).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!);

        Assert.Equal(codes.Order(StringComparer.Ordinal), Cases.Select(c => (string)c["code"]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_words_of_every_fault_of_a_function_are_held() =>
        Assert.Equal(FunctionTests.Faults.Select(f => (string)f[0]), Cases.Select(c => (string?)c["function"]).OfType<string>());

    private static IEnumerable<EvaluationFault> FaultsOf(JsonObject told)
    {
        if (told["expression"] is { } expression)
            return OfExpression((string)expression!, told["facts"]!.AsObject());
        return told["function"] is { } function ? [OfFunction((string)function!)] : OfScores(told["scores"]!.AsObject());
    }

    private static IEnumerable<EvaluationFault> OfExpression(string expression, JsonObject facts)
    {
        facts["id"] = "1";
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule(expression)}]"));
        return Given.Decide(policy, facts.ToJsonString()).Rules.Select(r => r.Fault).OfType<EvaluationFault>();
    }

    private static EvaluationFault OfFunction(string name)
    {
        var call = (Func<object>)FunctionTests.Faults.Single(f => string.Equals((string)f[0], name, StringComparison.Ordinal))[2];
        var failure = Assert.Throws<EvaluationException>(call);
        return new EvaluationFault(failure.Code, failure.Text);
    }

    private static IReadOnlyList<EvaluationFault> OfScores(JsonObject changes)
    {
        var facts = SampleFacts.OnTarget;
        foreach (var (pointer, value) in changes)
            facts.Set(pointer, value?.DeepClone());
        return SamplePolicy.Score(SamplePolicy.Json, facts).Faults;
    }
}
