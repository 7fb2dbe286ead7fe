using System.Globalization;
using FsCheck.Xunit;
using PolicyEngine.Testing;

namespace PolicyEngine.Tests.Testing;

/// <summary>Small changes of a policy: those that no test touches survive, the others do not.</summary>
public sealed class MutationTests
{
    private static readonly string OnTheThreshold = TestedPolicy.Case("exactly enough", "{}", """{ "rules": { "AGE": "met" } }""");
    private static readonly string BelowIt = TestedPolicy.Case("one less", """{ "a": 9 }""", """{ "rules": { "AGE": "notMet" } }""");
    private static readonly string AboveIt = TestedPolicy.Case("one more", """{ "a": 11 }""", """{ "rules": { "AGE": "met" } }""");

    private static MutationReport Run(params string[] cases) =>
        PolicyTestRun.Run(TestedPolicy.With(TestedPolicy.Suite(cases)), TestedPolicy.Everything).Mutation!;

    [Fact]
    public void A_comparison_that_no_test_touches_survives_in_every_form()
    {
        var survivors = Run(OnTheThreshold, BelowIt, AboveIt).Survivors;

        Assert.Equal(
            [
                "no test notices if `B` (B) asks for `m.b >= 0.5`", "no test notices if `B` (B) asks for `m.b <= 0.5`",
                "no test notices if `B` (B) asks for `m.b > 0.4`", "no test notices if `B` (B) asks for `m.b > 0.6`",
            ],
            survivors.Where(s => s.Pointer == "/workflow/Rules/1/Rules/0/Expression").Select(s => s.Message.En));
        Assert.Contains("如果`B`（B）的条件改为 `m.b >= 0.5`，没有测试会发现", survivors.Select(s => s.Message.ZhCn), StringComparer.Ordinal);
    }

    [Fact]
    public void Tests_on_both_sides_of_a_threshold_kill_every_change_of_it() =>
        Assert.Empty(Run(OnTheThreshold, BelowIt, AboveIt).Survivors
            .Where(s => s.Pointer.StartsWith("/parameters/", StringComparison.Ordinal) || s.Pointer == "/workflow/Rules/0/Expression").Select(s => s.Message.En));

    [Fact]
    public void Without_the_test_on_the_threshold_its_move_goes_unnoticed()
    {
        var survivors = Run(BelowIt, AboveIt).Survivors.Select(s => s.Message.En).ToList();

        Assert.Contains("no test notices if Least age (`least`) is 11 instead of 10", survivors, StringComparer.Ordinal);
        Assert.Contains("no test notices if `AGE` (Age) asks for `m.a > parameters.least`", survivors, StringComparer.Ordinal);
    }

    [Fact]
    public void Conditions_are_dropped_joined_otherwise_and_switched_off()
    {
        var messages = Run(OnTheThreshold).Survivors.Select(s => s.Message.En).ToList();

        Assert.Contains("no test notices if `C` (C) asks for `m.c == 1`", messages, StringComparer.Ordinal);
        Assert.Contains("no test notices if `C` (C) asks for `m.flag`", messages, StringComparer.Ordinal);
        Assert.Contains("no test notices if `C` (C) asks for `m.flag || m.c == 1`", messages, StringComparer.Ordinal);
        Assert.Contains("no test notices if rule `BOTH` (BOTH) is left out", messages, StringComparer.Ordinal);
        Assert.Contains("no test notices if for `BOTH` (BOTH) any one of its rules is enough", messages, StringComparer.Ordinal);
    }

    [Fact]
    public void A_suite_that_touches_everything_kills_everything()
    {
        var report = Run(
            OnTheThreshold, BelowIt, AboveIt,
            TestedPolicy.Case("met", "{}", """{ "outcome": "met", "rules": { "BOTH": "met", "B": "met", "C": "met" } }"""),
            TestedPolicy.Case("b on it", """{ "b": 0.5 }""", """{ "rules": { "B": "notMet", "BOTH": "notMet" } }"""),
            TestedPolicy.Case("b between", """{ "b": 0.55 }""", """{ "rules": { "B": "met" } }"""),
            TestedPolicy.Case("no flag", """{ "flag": false }""", """{ "rules": { "C": "notMet" } }"""),
            TestedPolicy.Case("other c", """{ "c": 2 }""", """{ "rules": { "C": "notMet" } }"""));

        Assert.Empty(report.Survivors.Select(s => s.Message.En));
        Assert.Equal((1m, report.Found), (report.Score, report.Killed));
    }

    [Theory]
    [InlineData("a && b && c", "a && b", "b && c", "a && c", "a || b && c", "a && b || c")]
    [InlineData("x in (1, 2) or y", "x in (1, 2)", "y", "x in (1, 2) and y")]
    [InlineData("list.Any(g => g.a == 1 && g.b)", "list.Any(g => g.a == 1)", "list.Any(g => g.b)", "list.Any(g => g.a == 1 || g.b)", "list.Any(g => g.a != 1 && g.b)")]
    [InlineData("!done", "done")]
    [InlineData("(a || b) && c", "(a || b)", "c", "(a) && c", "(b) && c", "(a && b) && c", "(a || b) || c")]
    [InlineData("""name == "a && b" """, """name != "a && b" """)]
    [InlineData("x >= 0.80", "x > 0.80", "x < 0.80", "x >= 0.79", "x >= 0.81")]
    [InlineData("true")]
    public void Expressions_are_changed_token_by_token(string expression, params string[] some)
    {
        var changes = ExpressionMutations.Of(expression, isCondition: true, _ => null).Select(c => c.Text).ToList();

        Assert.Empty(some.Except(changes, StringComparer.Ordinal));
        Assert.DoesNotContain(expression, changes, StringComparer.Ordinal);
        Assert.Equal(some.Length == 0, changes.Count == 0);
    }

    [Fact]
    public void A_threshold_moves_by_the_precision_of_the_field_it_is_compared_with()
    {
        var expression = ExpressionMutations.Of("m.money >= 100", isCondition: true, path => path == "m.money" ? 0.01m : null).Select(c => c.Text).ToList();

        Assert.Contains("m.money >= 99.99", expression, StringComparer.Ordinal);
        Assert.Contains("m.money >= 100.01", expression, StringComparer.Ordinal);
    }

    [Fact]
    public void Beyond_the_limit_the_same_evenly_spread_changes_are_tried_and_it_is_said()
    {
        var policy = TestedPolicy.With(TestedPolicy.Suite(OnTheThreshold));
        var limits = new MutationLimits(5, () => false);

        var (once, again) = (PolicyTestRun.Run(policy, limits).Mutation!, PolicyTestRun.Run(policy, limits).Mutation!);

        Assert.Equal((5, true, false), (once.Tested, once.Sampled, once.TimeUp));
        Assert.True(once.Found > 5);
        Assert.Equal(once.Survivors, again.Survivors);
    }

    [Fact]
    public void When_time_is_up_it_ends_and_says_so()
    {
        var asked = 0;
        var report = PolicyTestRun.Run(TestedPolicy.With(TestedPolicy.Suite(OnTheThreshold)), new MutationLimits(5_000, () => ++asked > 3)).Mutation!;

        Assert.Equal((3, true), (report.Tested, report.TimeUp));
    }

    [Fact]
    public void Without_passing_tests_there_is_no_score() =>
        Assert.Null(PolicyTestRun.Run(TestedPolicy.With(TestedPolicy.Suite(TestedPolicy.Case("t", "{}", """{ "outcome": "notMet" }"""))), TestedPolicy.Everything).Mutation);

    /// <summary>
    /// For every threshold and operator, two tests, on the threshold and one step beside it, kill or spare exactly the changes they should.
    /// </summary>
    [Property(MaxTest = 25)]
    public void A_test_on_a_threshold_tells_the_strict_comparison_from_the_other(short threshold)
    {
        var at = threshold.ToString(CultureInfo.InvariantCulture);
        var policy = PolicyEngine.Tests.Policies.Given.Compiled(PolicyEngine.Tests.Policies.Given.Policy(
            $$"""
            "Rules": [ {{PolicyEngine.Tests.Policies.Given.Rule($"m.i >= parameters.t")}} ]
            """,
            $$"""
            "parameters": { "t": { "title": { "en": "T", "zh-CN": "阈" }, "type": "number", "value": {{at}} } },
            "tests": { "cases": [
              { "name": "on", "facts": { "id": "1", "i": {{at}} }, "expect": { "outcome": "met" } },
              { "name": "below", "facts": { "id": "1", "i": {{threshold - 1}} }, "expect": { "outcome": "notMet" } } ] },
            """));

        var report = PolicyTestRun.Run(policy, TestedPolicy.Everything).Mutation!;

        Assert.Empty(report.Survivors.Select(s => s.Message.En));
        Assert.Equal(4, report.Killed);
    }
}
