using System.Text;
using PolicyEngine.Impact;
using PolicyEngine.Policies;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Impact;

/// <summary>Counting what another version would change.</summary>
public sealed class ImpactTallyTests
{
    private static CompiledPolicy AtLeast(int least, string kind = "promotion-eligibility", string more = "") => Given.Compiled(Given.Policy(
        $"\"Rules\": [ {Given.Rule("m.a >= parameters.least", more)} ]",
        $$"""
        "parameters": { "least": { "title": { "en": "Least", "zh-CN": "最低" }, "type": "number", "value": {{least}} } },
        """,
        kind));

    private static ImpactSummary Run(CompiledPolicy before, CompiledPolicy after, params (string Name, int A, int Times)[] people)
    {
        var tally = new ImpactTally(ImpactSide.Of(before), ImpactSide.Of(after), ["/name"]);
        foreach (var (name, a, times) in people)
        {
            for (var i = 0; i < times; i++)
                tally.Add(Encoding.UTF8.GetBytes($$"""{ "id": "{{name}}{{i}}", "name": "{{name}}", "a": {{a}} }"""), out _);
        }

        return tally.ToSummary();
    }

    [Fact]
    public void A_policy_compared_with_itself_changes_nobody()
    {
        var summary = Run(AtLeast(10), AtLeast(10), ("x", 5, 3), ("y", 15, 2));

        Assert.Equal((5, 0), (summary.Answered, summary.Changed));
        Assert.Empty(summary.Rules);
        Assert.Equal([new OutcomeCount(Outcome.Met, Outcome.Met, 2), new OutcomeCount(Outcome.NotMet, Outcome.NotMet, 3)], summary.Outcomes);
    }

    [Fact]
    public void Rates_are_compared_with_the_highest_of_a_group_that_is_large_enough()
    {
        // 60 of 100 against 30 of 100 is half the rate. The group of 10 has the highest rate but is too small to compare with.
        var adverse = Assert.Single(Run(AtLeast(10), AtLeast(5), ("east", 10, 60), ("east", 1, 40), ("west", 7, 30), ("west", 1, 70), ("few", 20, 10)).AdverseImpact);

        Assert.Equal(("/name", "met"), (adverse.By, adverse.Favour));
        Assert.Equal(
            [
                new GroupRate("east", 100, 0.6m, 0.6m, 1, 1, BelowFourFifths: false, SmallSample: false),
                new GroupRate("few", 10, 1, 1, 1.6666m, 1.6666m, BelowFourFifths: false, SmallSample: true),
                new GroupRate("west", 100, 0, 0.3m, 0, 0.5m, BelowFourFifths: true, SmallSample: false),
            ],
            adverse.Groups);
        Assert.Contains("1 of the groups have fewer than 30 subjects", adverse.Note.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, false)]
    [InlineData(79, true)]
    public void Exactly_four_fifths_is_not_below(int chosen, bool below) =>
        Assert.Equal(below, Run(AtLeast(10), AtLeast(10), ("all", 10, 100), ("some", 10, chosen), ("some", 1, 100 - chosen)).AdverseImpact[0].Groups.Single(g => g.Value == "some").BelowFourFifths);

    [Fact]
    public void Money_is_summed_before_and_after_and_by_group()
    {
        const string output = """ "SuccessEvent": "PAID", "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "Expression": "m.a * 1.5" } } } """;
        var summary = Run(AtLeast(10, "reward", output), AtLeast(5, "reward", output), ("x", 10, 2), ("y", 6, 3));

        Assert.Equal([new OutputTotal("r", 30, 57, 27, 3)], summary.Outputs);
        Assert.Equal([new EventCount("PAID", 2, 5, 3, 0)], summary.Events);
        Assert.Equal([("x", 0m), ("y", 27m)], summary.Groups.Select(g => (g.Value, g.Outputs[0].Difference)));
    }

    [Fact]
    public void Beyond_the_most_groups_the_rest_is_one_group()
    {
        var summary = Run(AtLeast(10), AtLeast(5), [.. Enumerable.Range(0, ImpactLimits.MaxGroups + 50).Select(i => ($"n{i}", 7, 1))]);

        Assert.Equal(ImpactLimits.MaxGroups + 1, summary.Groups.Count);
        Assert.Equal(50, summary.Groups.Single(g => g.Value == "(other)").Subjects);
    }

    [Theory]
    [InlineData("name", "/name", null)]
    [InlineData("m.skills.x", "/skills/x", null)]
    [InlineData("/skills/x", "/skills/x", null)]
    [InlineData("skills", null, "`skills` is not a single value; name a field below it")]
    [InlineData("nane", null, "`nane` is not a field to group by; did you mean `name`?")]
    public void A_field_is_named_by_pointer_or_by_path(string field, string? pointer, string? fault)
    {
        Assert.Equal(pointer, ImpactFields.Resolve(ImpactSide.Of(AtLeast(1)), field, out var found));
        Assert.Equal(fault, found);
    }
}
