using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>Compares the results of two versions for the same facts.</summary>
internal static class AnswerComparison
{
    /// <summary>Returns what changes; <see langword="null"/> when the results are the same.</summary>
    /// <param name="subject">The subject's id.</param>
    /// <param name="before">The result of the version before.</param>
    /// <param name="after">The result of the version after.</param>
    public static AnswerChange? Compare(string subject, AnswerView before, AnswerView after)
    {
        var outcome = before.Outcome == after.Outcome ? null : new OutcomeChange(before.Outcome ?? Outcome.Undetermined, after.Outcome ?? Outcome.Undetermined);
        List<string> gained = [.. after.Events.Except(before.Events, StringComparer.Ordinal)];
        List<string> lost = [.. before.Events.Except(after.Events, StringComparer.Ordinal)];
        List<ValueChange> outputs = [.. Names(before, after).Select(n => Changed(n, OutputOf(before, n), OutputOf(after, n))).OfType<ValueChange>()];
        List<ValueChange> scores = [.. before.Scores.Zip(after.Scores, (b, a) => Changed(b.Name, b.Value, a.Value)).OfType<ValueChange>()];
        return outcome is null && gained.Count + lost.Count + outputs.Count + scores.Count == 0
            ? null
            : new AnswerChange(subject, outcome, gained, lost, outputs, scores, [.. Why(before, after)]);
    }

    /// <summary>Whether two values of results are equal; lists are compared item by item.</summary>
    public static bool Same(object? left, object? right) => left is Array a && right is Array b
        ? a.Length == b.Length && a.Cast<object?>().Zip(b.Cast<object?>(), Same).All(same => same)
        : Equals(left, right);

    /// <summary>Returns the names of all rules of either version; those of the version after come first, in their order.</summary>
    public static IEnumerable<string> Names(AnswerView before, AnswerView after) => after.Rules.Keys.Union(before.Rules.Keys, StringComparer.Ordinal);

    private static IEnumerable<RuleChange> Why(AnswerView before, AnswerView after)
    {
        foreach (var name in Names(before, after))
        {
            var (was, isNow) = (before.Rules.GetValueOrDefault(name), after.Rules.GetValueOrDefault(name));
            // A group changes only because something in it does, which is listed itself.
            if ((isNow ?? was)!.Rules.Count > 0 || (was?.Outcome == isNow?.Outcome && Same(was?.Output, isNow?.Output)))
                continue;
            yield return new RuleChange(name, (isNow ?? was)!.Title, was?.Outcome, isNow?.Outcome, was?.Reason, isNow?.Reason, [.. Values(was, isNow)]);
        }
    }

    private static IEnumerable<ValueChange> Values(RuleResult? was, RuleResult? isNow)
    {
        var (before, after) = (ByPath(was), ByPath(isNow));
        return after.Keys.Union(before.Keys, StringComparer.Ordinal).Select(p => new ValueChange(p, before.GetValueOrDefault(p), after.GetValueOrDefault(p)));
    }

    private static Dictionary<string, object?> ByPath(RuleResult? rule) =>
        (rule?.Values ?? []).DistinctBy(v => v.Path, StringComparer.Ordinal).ToDictionary(v => v.Path, v => v.Value, StringComparer.Ordinal);

    private static object? OutputOf(AnswerView view, string rule) => view.Rules.GetValueOrDefault(rule)?.Output;

    private static ValueChange? Changed(string name, object? before, object? after) => Same(before, after) ? null : new ValueChange(name, before, after);
}
