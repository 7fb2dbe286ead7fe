using PolicyEngine.Testing;
using PolicyEngine.Workflows;

namespace PolicyEngine.Tests.Testing;

/// <summary>Running tests: what passes, what differs, and which outcomes are covered.</summary>
public sealed class PolicyTestRunTests
{
    private static PolicyTestReport Run(params string[] cases) => PolicyTestRun.Run(TestedPolicy.With(TestedPolicy.Suite(cases)), mutation: null);

    [Theory]
    [InlineData("{}", """{ "outcome": "met", "rules": { "AGE": "met", "BOTH": "met", "B": "met" }, "missing": [], "events": [] }""")]
    [InlineData("""{ "a": 9 }""", """{ "outcome": "notMet", "rules": { "AGE": "notMet", "BOTH": "met" } }""")]
    [InlineData("""{ "a": null }""", """{ "outcome": "undetermined", "rules": { "AGE": "undetermined" }, "missing": ["m.a"] }""")]
    [InlineData("""{ "/b": 0.5 }""", """{ "rules": { "B": "notMet" } }""")]
    [InlineData("""{ "/flag": null, "c": 2 }""", """{ "rules": { "C": "notMet" } }""")]
    [InlineData("{}", """{ "reasons": { "AGE": { "en": "Age: met (m.a = 10, Least age = 10)", "zh-CN": "年龄：符合（m.a = 10，最低年龄 = 10）" } } }""")]
    public void A_test_passes_when_everything_it_names_comes_out(string facts, string expect)
    {
        var test = Assert.Single(Run(TestedPolicy.Case("t", facts, expect)).Tests);

        Assert.Empty(test.Differences.Select(d => d.Message.En));
        Assert.True(test.Passed);
    }

    [Fact]
    public void What_differs_is_told_with_its_place_in_both_languages()
    {
        var report = Run(TestedPolicy.Case("t", """{ "a": 9 }""", """{ "outcome": "met", "rules": { "AGE": "undetermined" }, "missing": ["m.a"] }"""));

        Assert.Equal((0, 1), (report.Passed, report.Failed));
        Assert.Equal(
            [
                ("/tests/cases/0/expect/outcome", "met", "notMet", "the policy as a whole: expected met, got not met", "整个政策：应为符合，实为不符合"),
                ("/tests/cases/0/expect/rules/AGE", "undetermined", "notMet", "rule `AGE`: expected undetermined, got not met", "规则 `AGE`：应为无法判定，实为不符合"),
            ],
            report.Tests[0].Differences.Take(2).Select(d => (d.Pointer, (string)d.Expected!, (string)d.Actual!, d.Message.En, d.Message.ZhCn)));
        Assert.Equal("/tests/cases/0/expect/missing", report.Tests[0].Differences[2].Pointer);
    }

    [Fact]
    public void Facts_that_cannot_be_read_fail_the_test()
    {
        var difference = Assert.Single(Assert.Single(Run(TestedPolicy.Case("t", """{ "a": "ten" }""", """{ "outcome": "met" }""")).Tests).Differences);

        Assert.Equal("/tests/cases/0/facts/a", difference.Pointer);
    }

    [Fact]
    public void Coverage_counts_which_outcomes_were_seen()
    {
        var coverage = Run(
            TestedPolicy.Case("all met", "{}", """{ "outcome": "met" }"""),
            TestedPolicy.Case("too young", """{ "a": 9 }""", """{ "outcome": "notMet" }"""),
            TestedPolicy.Case("open", """{ "b": null }""", """{ "outcome": "undetermined" }""")).Coverage;

        var age = coverage.Rules.Single(r => r.Rule == "AGE");
        Assert.Equal((2, 1, 0), (age.Met, age.NotMet, age.Undetermined));
        Assert.Equal([Outcome.Undetermined], age.Unseen);
        Assert.Equal((7, 12, 0.5833m), (coverage.Seen, coverage.Possible, coverage.Share));
    }

    [Fact]
    public void The_gate_names_failing_tests_missing_coverage_and_survivors()
    {
        var passing = PolicyTestRun.Run(TestedPolicy.With(TestedPolicy.Suite(TestedPolicy.Case("t", "{}", """{ "outcome": "met" }"""))), TestedPolicy.Everything);

        Assert.Empty(PolicyTestGate.Check(passing, TestRequirements.PassingTests));
        Assert.Contains("coverage-too-low", PolicyTestGate.Check(passing, new TestRequirements(0.9m, 0)).Select(d => d.Code), StringComparer.Ordinal);
        Assert.Equal("mutation-score-too-low", PolicyTestGate.Check(passing, new TestRequirements(0, 0.95m))[0].Code);
        Assert.Contains("mutation-survived", PolicyTestGate.Check(passing, new TestRequirements(0, 0.95m)).Select(d => d.Code), StringComparer.Ordinal);
        Assert.Equal("test-failed", PolicyTestGate.Check(Run(TestedPolicy.Case("t", "{}", """{ "outcome": "notMet" }""")), TestRequirements.PassingTests)[0].Code);
    }
}
