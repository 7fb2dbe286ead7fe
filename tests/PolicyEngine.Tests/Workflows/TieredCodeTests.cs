using System.Text;
using System.Text.Json.Nodes;
using PolicyEngine.Tests.Policies;

namespace PolicyEngine.Tests.Workflows;

/// <summary>
/// A policy answers before its code is compiled to machine code, with the same results as after; see also <see cref="Given.Decide"/>, which compares both.
/// </summary>
public sealed class TieredCodeTests
{
    [Fact]
    public void Who_only_compiles_translates_nothing()
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.a > 1")}]"));

        Assert.False(policy.IsTranslated);
        policy.Decide(Facts(items: 1));
        Assert.Equal(1, policy.Interpreted);
        policy.Translate();
        policy.Decide(Facts(items: 1));

        Assert.True(policy.IsTranslated);
        Assert.Equal(1, policy.Interpreted);
    }

    [Theory]
    [InlineData("m.items.Any(x => m.items.Any(y => y.v + x.v > 1000))", 100)]
    [InlineData("m.items.Any(x => m.items.Any(y => y.v + x.v > 1000)) || m.b / m.c > 1", 100)]
    [InlineData("big > 1", 100)]
    [InlineData("big > 1", 700)]
    public void What_is_too_much_for_an_interpreter_is_translated_first_and_comes_out_the_same(string expression, int items)
    {
        var text = Given.Policy($$"""
            "GlobalParams": [ { "Name": "big", "Expression": "m.items.Sum(x => m.items.Count(y => y.v >= x.v))" } ],
            "Rules": [ { "RuleName": "before", "Expression": "m.a / m.b > 1" }, {{Given.Rule(expression)}}, { "RuleName": "after", "Expression": "m.c > 1" } ]
            """);
        var (interpreted, translated) = (Given.Compiled(text), Given.Compiled(text));
        translated.Translate();

        var first = interpreted.Decide(Facts(items));

        Assert.True(interpreted.IsTranslated);
        Assert.Equal(Wire.Text(translated.Decide(Facts(items))), Wire.Text(first));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(700)]
    [InlineData(707)]
    public void What_only_a_reason_shows_comes_out_the_same_however_much_it_is(int items)
    {
        var text = Given.Policy($$"""
            "GlobalParams": [
              { "Name": "small", "Expression": "m.items.Count(x => x.v > 1)" },
              { "Name": "big", "Expression": "m.items.Sum(x => m.items.Count(y => y.v >= x.v)) + small" } ],
            "Rules": [ {{Given.Rule("m.flag", "\"ErrorMessage\": \"$(big) of $(small)\"")}} ]
            """);
        var (interpreted, translated) = (Given.Compiled(text), Given.Compiled(text));
        translated.Translate();

        Assert.Equal(Wire.Text(translated.Decide(Facts(items))), Wire.Text(interpreted.Decide(Facts(items))));
    }

    [Theory]
    [InlineData(16)] // The shown param depends on one computed before, which takes too many steps for an interpreter.
    [InlineData(34)]
    [InlineData(60)]
    public void A_long_chain_that_only_reasons_show_comes_out_the_same(int length)
    {
        var chain = Enumerable.Range(1, length).Select(i => $$"""{ "Name": "p{{i}}", "Expression": "p{{i - 1}} + 1" }""");
        var text = Given.Policy($$"""
            "GlobalParams": [ { "Name": "p0", "Expression": "m.items.Sum(x => m.items.Count(y => y.v >= x.v))" }, {{string.Join(", ", chain)}}, { "Name": "other", "Expression": "m.a + 1" } ],
            "Rules": [ {{Given.Rule("m.flag", $"\"ErrorMessage\": \"$(p{length}), $(other), $(p{length - 3})\"")}} ]
            """);
        var (interpreted, translated) = (Given.Compiled(text), Given.Compiled(text));
        translated.Translate();

        var answer = interpreted.Decide(Facts(items: 100)).Result!;

        Assert.Equal(Wire.Text(translated.Decide(Facts(items: 100)).Result), Wire.Text(answer));
        Assert.EndsWith(", 7, " + answer.Rules[0].Reason.En.Split(", ")[2], answer.Rules[0].Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Translating_beside_decisions_disturbs_none()
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule("m.items.Sum(x => x.v) > m.a && m.b / m.c > 1")}]"));
        var expected = Wire.Text(policy.Decide(Facts(items: 9)));

        var answers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Enumerable.Range(0, 50).Select(_ => Wire.Text(policy.Decide(Facts(items: 9)))).ToList())).ToList();
        var translating = Enumerable.Range(0, 2).Select(_ => Task.Run(policy.Translate)).ToList();

        Assert.All(await Task.WhenAll(answers), a => Assert.All(a, text => Assert.Equal(expected, text)));
        await Task.WhenAll(translating);
        Assert.True(policy.IsTranslated);
    }

    private static byte[] Facts(int items)
    {
        var list = new JsonArray([.. Enumerable.Range(0, items).Select(i => (JsonNode)new JsonObject { ["v"] = i % 7 })]);
        return Encoding.UTF8.GetBytes(new JsonObject { ["id"] = "1", ["a"] = 6, ["b"] = 0, ["c"] = 2, ["flag"] = false, ["items"] = list }.ToJsonString());
    }
}
