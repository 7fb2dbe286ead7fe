using System.Text.Json;
using PolicyEngine.Tests.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Expressions;

public sealed class ExpressionTests
{
    public static TheoryData<string, string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string, string>();
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Expressions", "expressions.json"));
        foreach (var item in JsonSerializer.Deserialize<JsonElement>(file).EnumerateArray())
        {
            data.Add(
                item.GetProperty("expression").GetString()!,
                item.GetProperty("facts").GetRawText(),
                item.GetProperty("outcome").GetString()!,
                string.Join(' ', item.TryGetProperty("missing", out var missing) ? missing.EnumerateArray().Select(m => m.GetString()) : []));
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_expression_answers_met_not_met_or_undetermined_with_what_is_missing(string expression, string facts, string outcome, string missing)
    {
        var policy = Given.Compiled(Given.Policy($"\"Rules\": [{Given.Rule(expression)}]"));

        AssertAnswer();
        policy.Translate();
        AssertAnswer();

        void AssertAnswer()
        {
            var rule = Assert.Single(Given.Decide(policy, facts.Insert(1, facts.Length > 2 ? "\"id\":\"1\"," : "\"id\":\"1\"")).Rules);

            Assert.Equal(outcome, rule.Fault?.Code ?? JsonNamingPolicy.CamelCase.ConvertName(rule.Outcome.ToString()));
            Assert.Equal(missing, string.Join(' ', rule.Missing));
            Assert.Equal(rule.Fault is not null, rule.Outcome == Outcome.Undetermined && outcome != "undetermined");
        }
    }

    [Theory]
    [InlineData("m.hired.AddMonths(m.i) > m.hired", "wrong-type", 8)]
    [InlineData("m.a >", "expression-syntax", 5)]
    [InlineData("m.skils.x > 1", "unknown-field", 2)]
    [InlineData("m.skills.z > 1", "unknown-field", 9)]
    [InlineData("0.5 + n.a > 1", "unknown-name", 6)]
    [InlineData("m.a + 1", "wrong-type", 0)]
    [InlineData("m.a && m.flag", "wrong-type", 4)]
    [InlineData("m.a > \"x\"", "wrong-type", 6)]
    [InlineData("7 / 2 == 3", "integer-division", 2)]
    [InlineData("m.GetType() != null", "not-offered", 2)]
    [InlineData("\"\".GetType() != null", "not-offered", 3)]
    [InlineData("Guid.NewGuid() != null", "not-offered", 5)]
    [InlineData("DateTime.Now > m.hired", "not-offered", 9)]
    [InlineData("Enumerable.Range(0, 2147483647).Any()", "not-offered", 0)]
    [InlineData("\"a\".PadLeft(1000000000).Length > 1", "not-offered", 4)]
    [InlineData("Math.Pow(2, 3) > 1", "not-offered", 5)]
    [InlineData("m.items == m.items", "not-offered", 8)]
    [InlineData("new (1 as x) != null", "not-offered", 0)]
    [InlineData("m.items.GroupBy(x => x.v).Count() > 1", "not-offered", 8)]
    [InlineData("", "expression-empty", 0)]
    [InlineData("m.name == \"x", "expression-syntax", 10)]
    [InlineData("1e400 > m.a", "number-precision", 0)]
    [InlineData("m.hired < \"23:59\"", "wrong-format", 10)]
    [InlineData("m.hired > \"01/02/2025\"", "wrong-format", 10)]
    [InlineData("m.hired == \"2025-01-31T23:00:00+09:00\"", "wrong-format", 11)]
    [InlineData("m.a > 1; m.b > 2", "expression-syntax", 7)]
    public void A_broken_expression_is_refused_with_code_and_offset(string expression, string code, int offset)
    {
        Given.Compile([Given.Model, Given.Policy($"\"Rules\": [{Given.Rule(expression)}]")], out var problems);

        Assert.True(Assert.Single(problems).StartsWith($"{code} /workflow/Rules/0/Expression {offset}: ", StringComparison.Ordinal), problems[0]);
    }

    [Fact]
    public void A_misspelt_field_names_the_one_that_was_meant()
    {
        Given.Compile([Given.Model, Given.Policy($"\"Rules\": [{Given.Rule("m.skils.x > 1")}]")], out var problems);

        Assert.Equal("unknown-field /workflow/Rules/0/Expression 2: `skils` is not a field of `m`; did you mean `skills`?", Assert.Single(problems));
    }

    [Theory]
    [InlineData(100_000, "(", "true", ")")]
    [InlineData(33, "(", "true", ")")]
    [InlineData(9, "!", "true", "")]
    [InlineData(601, "1 + ", "1 > 0", "")]
    [InlineData(3000, "iif(true, ", "true", ", false)")]
    public void Nesting_and_length_are_refused_before_any_parser_sees_them(int times, string before, string inner, string after)
    {
        var text = string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(after, times));

        Given.Compile([Given.Model, Given.Policy($"\"Rules\": [{Given.Rule(text)}]")], out var problems);

        Assert.Matches("^expression-too-(long|deep) ", Assert.Single(problems));
    }
}
