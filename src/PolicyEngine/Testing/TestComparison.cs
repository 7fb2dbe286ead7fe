using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Testing;

/// <summary>Compares the result of a policy with the expectations of a test.</summary>
internal static class TestComparison
{
    /// <summary>Returns every difference, grouped by kind of expectation.</summary>
    public static IEnumerable<TestDifference> Differences(TestExpectation expect, PolicyAnswer answer)
    {
        if (expect.Outcome is { } outcome && answer.Result!.Outcome != outcome.Value)
            yield return Of(outcome.At, new("the policy as a whole", "整个政策"), outcome.Value, answer.Result.Outcome);
        foreach (var rule in expect.Rules.Where(r => answer.FindRule(r.Name)?.Outcome != r.Value))
            yield return Of(rule.At, Rule(rule.Name), rule.Value, answer.FindRule(rule.Name)?.Outcome);
        foreach (var output in expect.Outputs.Where(o => !Same(o.Value, answer.FindRule(o.Name)?.Output)))
            yield return Of(output.At, new($"the output of `{output.Name}`", $"`{output.Name}` 的输出"), output.Value, answer.FindRule(output.Name)?.Output);
        if (expect.Events is { } events && !events.Value.SequenceEqual(answer.Events, StringComparer.Ordinal))
            yield return Of(events.At, new("the events", "触发的事件"), events.Value, answer.Events);
        if (expect.Missing is { } missing && !missing.Value.ToHashSet(StringComparer.Ordinal).SetEquals(answer.Missing))
            yield return Of(missing.At, new("the missing fields", "缺失的字段"), missing.Value, answer.Missing);
        foreach (var reason in expect.Reasons.Where(r => !Same(r.Value.Text, TextOf(r, answer))))
            yield return Of(reason.At, new($"the reason of `{reason.Name}`", $"`{reason.Name}` 的理由"), reason.Value.Text, TextOf(reason, answer));
        foreach (var score in expect.Scores.Where(s => !Same(s.Value, answer.FindScore(s.Name))))
            yield return Of(score.At, new($"the score `{score.Name}`", $"得分 `{score.Name}`"), score.Value, answer.FindScore(score.Name));
    }

    /// <summary>Returns a value as it is shown in messages.</summary>
    public static LocalizedText Show(object? value) => value switch
    {
        null => new("nothing", "无"),
        Outcome outcome => OutcomeWords.Of(outcome),
        decimal number => Both(ExactDecimal.ToText(number)),
        string text => new($"\"{text}\"", $"“{text}”"),
        bool truth => new(truth ? "yes" : "no", truth ? "是" : "否"),
        DateTime date => Both(DateText(date)),
        System.Collections.IEnumerable list => List([.. list.Cast<object?>().Select(Show)]),
        _ => Both(Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty),
    };

    private static string? TextOf(Named<ExpectedReason> reason, PolicyAnswer answer) => answer.FindRule(reason.Name)?.Reason.For(reason.Value.Language);

    private static LocalizedText Rule(string name) => new($"rule `{name}`", $"规则 `{name}`");

    private static LocalizedText Both(string text) => new(text, text);

    private static LocalizedText List(IReadOnlyList<LocalizedText> items) => items.Count == 0
        ? new("none", "无")
        : new(string.Join(", ", items.Select(i => i.En)), string.Join("、", items.Select(i => i.ZhCn)));

    private static TestDifference Of(SourceNode at, LocalizedText what, object? expected, object? actual)
    {
        var (want, got) = (Show(expected), Show(actual));
        return new TestDifference(at.Pointer, Plain(expected), Plain(actual), new($"{what.En}: expected {want.En}, got {got.En}", $"{what.ZhCn}：应为{want.ZhCn}，实为{got.ZhCn}"));
    }

    /// <summary>Returns outcomes as they are written in documents, and other values unchanged.</summary>
    private static object? Plain(object? value) => value switch
    {
        Outcome.Met => "met",
        Outcome.NotMet => "notMet",
        Outcome.Undetermined => "undetermined",
        _ => value,
    };

    private static bool Same(object? expected, object? actual) => (expected, actual) switch
    {
        (null, null) => true,
        (decimal left, decimal right) => left == right,
        (string left, string right) => string.Equals(left, right, StringComparison.Ordinal),
        (string left, DateTime right) => string.Equals(left, DateText(right), StringComparison.Ordinal),
        (bool left, bool right) => left == right,
        (object?[] left, Array right) => left.Length == right.Length && left.Zip(right.Cast<object?>(), Same).All(same => same),
        _ => false,
    };

    private static string DateText(DateTime date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
