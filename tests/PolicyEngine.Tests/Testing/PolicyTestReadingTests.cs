using PolicyEngine.Testing;

namespace PolicyEngine.Tests.Testing;

/// <summary>Faults in a policy's tests are reported when the policy is saved.</summary>
public sealed class PolicyTestReadingTests
{
    [Theory]
    [InlineData("""{ "outcome": "mett" }""", "out-of-range /tests/cases/0/expect/outcome", "did you mean `met`?")]
    [InlineData("""{ "rules": { "AGEE": "met" } }""", "unknown-rule /tests/cases/0/expect/rules/AGEE", "did you mean `AGE`?")]
    [InlineData("""{ "rules": { "AGE": true } }""", "wrong-type /tests/cases/0/expect/rules/AGE", "expected a string")]
    [InlineData("""{ "outputs": { "AGE": 1 } }""", "unknown-output /tests/cases/0/expect/outputs/AGE", "no rule of the policy has one")]
    [InlineData("""{ "events": ["BONUS"] }""", "unknown-event /tests/cases/0/expect/events/0", "the policy has none")]
    [InlineData("""{ "reasons": { "AGE": { "de": "…" } } }""", "unknown-member /tests/cases/0/expect/reasons/AGE/de", "`de`")]
    [InlineData("""{ "scores": { "composite": 1 } }""", "not-offered /tests/cases/0/expect/scores", "only a `kpi-weighting` policy")]
    [InlineData("""{ "missing": "m.a" }""", "wrong-type /tests/cases/0/expect/missing", "expected an array")]
    [InlineData("""{ }""", "missing-member /tests/cases/0/expect", "the test expects nothing")]
    [InlineData("""{ "outcom": "met" }""", "unknown-member /tests/cases/0/expect/outcom", "did you mean `outcome`?")]
    public void A_wrong_expectation_is_told_at_its_place(string expect, string where, string what)
    {
        var fault = Assert.Single(TestedPolicy.Faults(TestedPolicy.Suite(TestedPolicy.Case("t", "{}", expect))));

        Assert.StartsWith(where + " ", fault, StringComparison.Ordinal);
        Assert.Contains(what, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_told_at_once()
    {
        var faults = TestedPolicy.Faults(TestedPolicy.Suite(
            TestedPolicy.Case("twice", """{ "/nums/7": 1 }""", """{ "outcome": "met" }"""),
            TestedPolicy.Case("twice", "{}", """{ "rules": { "NOPE": "met", "B": "no" } }"""),
            """{ "facts": {} }"""));

        Assert.Equal(
            ["unknown-path", "duplicate-id", "unknown-rule", "out-of-range", "missing-member", "missing-member"], faults.Select(f => f.Split(' ')[0]));
    }

    [Theory]
    [InlineData("""{ "flag": "yes" }""", "wrong-type /tests/cases/0/facts/flag", "expected `true` or `false`")]
    [InlineData("""{ "items": [ { "tagg": "x" } ] }""", "unknown-field /tests/cases/0/facts/items/0/tagg", "did you mean `tag`?")]
    [InlineData("""{ "naem": "A" }""", "unknown-field /tests/cases/0/facts/naem", "did you mean `name`?")]
    [InlineData("""{ "id": null }""", "required /tests/cases/0/facts", "`id`")]
    public void Facts_that_do_not_fit_the_model_are_told_where_they_are_written(string facts, string where, string what)
    {
        var policy = TestedPolicy.With(TestedPolicy.Suite(TestedPolicy.Case("t", facts, """{ "outcome": "met" }""")));

        var fault = Assert.Single(TestFactsCheck.FindFaults(policy));

        Assert.Equal(where, $"{fault.Code} {fault.Pointer}");
        Assert.Contains(what, fault.Message, StringComparison.Ordinal);
        Assert.True(fault.Line > 0);
    }

    [Fact]
    public void Large_shared_facts_are_not_multiplied_without_end()
    {
        var large = string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"x{i}\": \"{new string('x', 1_000)}\""));
        var cases = string.Join(',', Enumerable.Range(0, 200).Select(i => $$"""{ "name": "{{i}}", "expect": { "outcome": "met" } }"""));

        var fault = Assert.Single(TestedPolicy.Faults($$"""{ "base": { "id": "1", {{large}} }, "cases": [{{cases}}] }"""));

        Assert.StartsWith("too-many /tests/cases/", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_in_the_shared_facts_is_told_once_and_there()
    {
        var policy = TestedPolicy.With(
            """{ "base": { "id": "1", "a": "ten" }, "cases": [ { "name": "x", "expect": { "outcome": "met" } }, { "name": "y", "facts": { "b": 1 }, "expect": { "outcome": "met" } } ] }""");

        Assert.Equal("/tests/base/a", Assert.Single(TestFactsCheck.FindFaults(policy)).Pointer);
    }
}
