using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>What a different version of a policy or scheme would change for a cohort.</summary>
/// <param name="Before">The version it is compared with.</param>
/// <param name="After">The version compared.</param>
/// <param name="Subjects">How many subjects were given.</param>
/// <param name="Answered">How many of them both versions could evaluate.</param>
/// <param name="Refused">How many at least one of the versions could not read.</param>
/// <param name="Changed">How many get a different answer.</param>
/// <param name="Outcomes">Of a promotion policy: how many go from which outcome to which, including those that stay the same.</param>
/// <param name="Grades">Of a weighting policy: how many go from which grade to which, including those that stay the same; left out otherwise.</param>
/// <param name="Rules">How often a rule goes from one outcome to another, whether or not the answer changes with it.</param>
/// <param name="Events">How often each event comes, before and after.</param>
/// <param name="Outputs">The sums of numeric outputs, before and after: the budget.</param>
/// <param name="Groups">The same totals by the values of the requested fields.</param>
/// <param name="AdverseImpact">The four-fifths comparison of the groups.</param>
public sealed record ImpactSummary(
    DocumentReference Before,
    DocumentReference After,
    int Subjects,
    int Answered,
    int Refused,
    int Changed,
    IReadOnlyList<OutcomeCount> Outcomes,
    IReadOnlyList<GradeCount> Grades,
    IReadOnlyList<RuleCount> Rules,
    IReadOnlyList<EventCount> Events,
    IReadOnlyList<OutputTotal> Outputs,
    IReadOnlyList<GroupTotal> Groups,
    IReadOnlyList<AdverseImpact> AdverseImpact);

/// <summary>How many go from one outcome to another.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="Count">How many.</param>
public sealed record OutcomeCount(Outcome From, Outcome To, int Count);

/// <summary>How many go from one grade to another.</summary>
/// <param name="From">Before; left out when there was none.</param>
/// <param name="To">After; left out when there is none.</param>
/// <param name="Count">How many.</param>
public sealed record GradeCount(string? From, string? To, int Count);

/// <summary>How often a rule goes from one outcome to another.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="From">Before; left out when the rule is new.</param>
/// <param name="To">After; left out when the rule is gone.</param>
/// <param name="Count">How often.</param>
public sealed record RuleCount(string Rule, Outcome? From, Outcome? To, int Count);

/// <summary>How often something is granted or triggered.</summary>
/// <param name="Event">The event.</param>
/// <param name="Before">How often before.</param>
/// <param name="After">How often after.</param>
/// <param name="Gained">How many get it in addition.</param>
/// <param name="Lost">How many lose it.</param>
public sealed record EventCount(string Event, int Before, int After, int Gained, int Lost);

/// <summary>The sum of an output.</summary>
/// <param name="Rule">The rule it belongs to.</param>
/// <param name="Before">The sum before.</param>
/// <param name="After">The sum after.</param>
/// <param name="Difference">After − before.</param>
/// <param name="Changed">For how many subjects it changes.</param>
public sealed record OutputTotal(string Rule, decimal Before, decimal After, decimal Difference, int Changed);

/// <summary>The totals of the subjects who share a value.</summary>
/// <param name="By">The field, as a pointer into the facts.</param>
/// <param name="Value">Its value; <c>(missing)</c> if it was not given, <c>(other)</c> for values beyond the limit of distinct ones.</param>
/// <param name="Subjects">How many.</param>
/// <param name="Changed">How many of them get a different answer.</param>
/// <param name="Favours">How many get each favourable answer: <c>met</c> of a promotion policy, a grade or a better one, otherwise an event.</param>
/// <param name="Outputs">The sums of numeric outputs.</param>
public sealed record GroupTotal(
    string By, string Value, int Subjects, int Changed, IReadOnlyList<FavourCount> Favours, IReadOnlyList<OutputTotal> Outputs);

/// <summary>How many of a group get a favourable answer.</summary>
/// <param name="Favour"><c>met</c>, <c>grade A or better</c>, or an event.</param>
/// <param name="Before">How many before.</param>
/// <param name="After">How many after.</param>
public sealed record FavourCount(string Favour, int Before, int After);

/// <summary>
/// The four-fifths comparison: each group's rate of a favourable answer against the highest rate of any group that is not a small
/// sample. It is a signal to look closer, not a finding.
/// </summary>
/// <param name="By">The field, as a pointer into the facts.</param>
/// <param name="Favour"><c>met</c>, <c>grade A or better</c>, or an event.</param>
/// <param name="Groups">The groups, as in the totals.</param>
/// <param name="Note">How to interpret the numbers.</param>
public sealed record AdverseImpact(string By, string Favour, IReadOnlyList<GroupRate> Groups, LocalizedText Note);

/// <summary>One group's rate.</summary>
/// <param name="Value">The group.</param>
/// <param name="Subjects">How many it has.</param>
/// <param name="RateBefore">Share with the favourable answer before, 0–1, cut to four places.</param>
/// <param name="RateAfter">The same after.</param>
/// <param name="RatioBefore">Rate ÷ highest rate before, cut to four places; left out where the highest is 0.</param>
/// <param name="RatioAfter">The same after.</param>
/// <param name="BelowFourFifths">Whether the ratio after is below 0.8 and the group is not a small sample.</param>
/// <param name="SmallSample">Whether it has fewer than 30 subjects, so that its rate says little.</param>
public sealed record GroupRate(
    string Value, int Subjects, decimal RateBefore, decimal RateAfter, decimal? RatioBefore, decimal? RatioAfter, bool BelowFourFifths, bool SmallSample);

/// <summary>The limits of an impact analysis.</summary>
public static class ImpactLimits
{
    /// <summary>The number of subjects below which a group is a small sample.</summary>
    public const int SmallSample = 30;

    /// <summary>The maximum number of values of one field that are counted separately; further ones are counted together.</summary>
    public const int MaxGroups = 200;

    /// <summary>The maximum number of fields to group by.</summary>
    public const int MaxFields = 4;

    /// <summary>The maximum number of characters of a group's value; longer ones are cut.</summary>
    public const int MaxValueLength = 128;
}
