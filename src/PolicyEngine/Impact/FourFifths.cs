using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Impact;

/// <summary>
/// Compares how often groups get a favourable result, by the four-fifths rule of the US Uniform Guidelines on Employee Selection Procedures (29 CFR 1607.4
/// D): a group's rate is its favourable results ÷ its subjects, its ratio is its rate ÷ the highest rate of any group, and a ratio below 0.8 is a signal. The
/// highest rate is taken over the groups that are not a small sample, or over all groups if all are small.
/// </summary>
internal static class FourFifths
{
    private const decimal Limit = 0.8m;

    /// <summary>Returns a comparison for each favourable result.</summary>
    /// <param name="by">The field that defines the groups.</param>
    /// <param name="favours">The favourable results.</param>
    /// <param name="groups">The groups by value of the field; at least one.</param>
    public static IEnumerable<AdverseImpact> Of(string by, IEnumerable<Favour> favours, IReadOnlyList<KeyValuePair<string, GroupTally>> groups) =>
        favours.OrderBy(f => f.Name, StringComparer.Ordinal).Select(favour => Of(by, favour, groups));

    private static AdverseImpact Of(string by, Favour favour, IReadOnlyList<KeyValuePair<string, GroupTally>> groups)
    {
        var large = groups.Where(g => !IsSmall(g.Value)).ToList();
        var measure = large.Count > 0 ? large : groups;
        var (highestBefore, highestAfter) = (measure.Max(g => Exact(g.Value, g.Value.Count(favour).Before)), measure.Max(g => Exact(g.Value, g.Value.Count(favour).After)));
        return new AdverseImpact(by, favour.Name, [.. groups.Select(g => RateOf(g.Key, g.Value, favour, highestBefore, highestAfter))], NoteOn(groups.Count(g => IsSmall(g.Value))));
    }

    private static GroupRate RateOf(string value, GroupTally group, Favour favour, decimal highestBefore, decimal highestAfter)
    {
        var (before, after) = group.Count(favour);
        var ratioAfter = Ratio(Exact(group, after), highestAfter);
        return new GroupRate(
            value, group.Subjects, group.Rate(before), group.Rate(after), Cut(Ratio(Exact(group, before), highestBefore)), Cut(ratioAfter), ratioAfter < Limit && !IsSmall(group), IsSmall(group));
    }

    private static bool IsSmall(GroupTally group) => group.Subjects < ImpactLimits.SmallSample;

    private static decimal Exact(GroupTally group, int count) => group.Subjects == 0 ? 0 : (decimal)count / group.Subjects;

    private static decimal? Ratio(decimal rate, decimal highest) => highest == 0 ? null : rate / highest;

    private static decimal? Cut(decimal? ratio) => ratio is { } value ? ExactDecimal.Normalize(decimal.Truncate(value * 10_000) / 10_000) : null;

    private static LocalizedText NoteOn(int small) => small == 0
        ? new("a ratio below 0.8 is a signal to look closer, not a finding", "比率低于 0.8 只提示需要进一步核查，并非结论")
        : new(
            $"a ratio below 0.8 is a signal to look closer, not a finding; {small} of the groups have fewer than {ImpactLimits.SmallSample} subjects: their rates say little, and they are not measured against",
            $"比率低于 0.8 只提示需要进一步核查，并非结论；有 {small} 个分组不足 {ImpactLimits.SmallSample} 人，其比例参考意义有限，也不作为比较基准");
}
