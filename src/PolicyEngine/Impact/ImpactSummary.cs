using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>
/// What another version of a policy or scheme would change for a cohort. In a scheme, names of rules begin with the part they belong to, such as
/// <c>reward.BONUS</c>.
/// </summary>
/// <param name="Before">The version compared with: the one in force, or the one that the request named.</param>
/// <param name="After">The version whose impact is shown.</param>
/// <param name="Subjects">The number of subjects, including refused ones.</param>
/// <param name="Answered">The number of subjects that both versions evaluated. Every other count except <c>refused</c> is among these.</param>
/// <param name="Refused">The number of subjects whose facts could not be read, or were refused by at least one of the versions.</param>
/// <param name="Changed">The number of subjects whose answer differs between the versions.</param>
/// <param name="Outcomes">
/// The number of subjects per overall outcome before and after, including those whose outcome stays the same. Empty without a promotion policy.
/// </param>
/// <param name="Grades">
/// The number of subjects per grade before and after, including those whose grade stays the same. Empty without a weighting policy.
/// </param>
/// <param name="Rules">The number of subjects for whom a rule changes from one outcome to another, even if the rest of the answer stays the same.</param>
/// <param name="Events">The number of subjects who get each event, before and after.</param>
/// <param name="Outputs">The sum of each numeric rule output over all subjects, before and after, for example the cost of a bonus.</param>
/// <param name="Groups">Totals for each value of each field in <c>groupBy</c>. Empty without <c>groupBy</c>.</param>
/// <param name="AdverseImpact">A four-fifths comparison for each field in <c>groupBy</c> and each favourable answer. Empty without <c>groupBy</c>.</param>
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

/// <summary>The number of subjects with a certain overall outcome before and a certain one after.</summary>
/// <param name="From">The outcome before.</param>
/// <param name="To">The outcome after.</param>
/// <param name="Count">The number of subjects.</param>
public sealed record OutcomeCount(Outcome From, Outcome To, int Count);

/// <summary>The number of subjects with a certain grade before and a certain one after.</summary>
/// <param name="From">The grade before; left out if there was none.</param>
/// <param name="To">The grade after; left out if there is none.</param>
/// <param name="Count">The number of subjects.</param>
public sealed record GradeCount(string? From, string? To, int Count);

/// <summary>The number of subjects for whom a rule changes from one outcome to another.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="From">The outcome before; left out if the version before does not have or did not evaluate the rule.</param>
/// <param name="To">The outcome after; left out if the version after does not have or did not evaluate the rule.</param>
/// <param name="Count">The number of subjects.</param>
public sealed record RuleCount(string Rule, Outcome? From, Outcome? To, int Count);

/// <summary>The number of subjects who get an event, before and after.</summary>
/// <param name="Event">The event's name.</param>
/// <param name="Before">The number of subjects who get it before.</param>
/// <param name="After">The number of subjects who get it after.</param>
/// <param name="Gained">The number of subjects who get it only after.</param>
/// <param name="Lost">The number of subjects who get it only before.</param>
public sealed record EventCount(string Event, int Before, int After, int Gained, int Lost);

/// <summary>The sum of a numeric rule output over the subjects, before and after.</summary>
/// <param name="Rule">The name of the rule whose output it is.</param>
/// <param name="Before">The sum before; a subject without the output counts as 0.</param>
/// <param name="After">The sum after; a subject without the output counts as 0.</param>
/// <param name="Difference">After − before.</param>
/// <param name="Changed">The number of subjects for whom the output changes.</param>
public sealed record OutputTotal(string Rule, decimal Before, decimal After, decimal Difference, int Changed);

/// <summary>The totals of the subjects with the same value in one field.</summary>
/// <param name="By">The field, as an RFC 6901 pointer into the facts.</param>
/// <param name="Value">
/// The value, cut after 128 characters; <c>(missing)</c> if the subjects have none, <c>(other)</c> for all values beyond the first 200 distinct ones.
/// </param>
/// <param name="Subjects">The number of subjects that both versions evaluated.</param>
/// <param name="Changed">The number of subjects whose answer differs between the versions.</param>
/// <param name="Favours">
/// The number of subjects with each favourable answer: a promotion policy that is <c>met</c>, the grade in the parameter <c>grade</c> or a better one, or an
/// event.
/// </param>
/// <param name="Outputs">The sum of each numeric rule output over the group, before and after.</param>
public sealed record GroupTotal(
    string By, string Value, int Subjects, int Changed, IReadOnlyList<FavourCount> Favours, IReadOnlyList<OutputTotal> Outputs);

/// <summary>The number of subjects in a group with a favourable answer.</summary>
/// <param name="Favour">The favourable answer: <c>met</c>, a text such as <c>grade A or better</c>, or the name of an event.</param>
/// <param name="Before">The number of subjects who get it before.</param>
/// <param name="After">The number of subjects who get it after.</param>
public sealed record FavourCount(string Favour, int Before, int After);

/// <summary>
/// The four-fifths comparison for one field and one favourable answer: each group's rate of the favourable answer, divided by the highest rate. The highest
/// rate is taken over the groups of 30 or more subjects, or over all groups if every group is smaller. It is a signal to look closer, not a finding.
/// </summary>
/// <param name="By">The field that forms the groups, as an RFC 6901 pointer into the facts.</param>
/// <param name="Favour">The favourable answer: <c>met</c>, a text such as <c>grade A or better</c>, or the name of an event.</param>
/// <param name="Groups">One entry per group, by value.</param>
/// <param name="Note">How to interpret the numbers, for readers.</param>
public sealed record AdverseImpact(string By, string Favour, IReadOnlyList<GroupRate> Groups, LocalizedText Note);

/// <summary>One group's rate of the favourable answer.</summary>
/// <param name="Value">The group's value, as in the group totals.</param>
/// <param name="Subjects">The number of subjects in the group.</param>
/// <param name="RateBefore">The share of the group with the favourable answer before, 0 to 1, truncated to four decimal places.</param>
/// <param name="RateAfter">The share of the group with the favourable answer after, 0 to 1, truncated to four decimal places.</param>
/// <param name="RatioBefore">
/// The rate before ÷ the highest rate before, truncated to four decimal places; can exceed 1 for a small sample. Left out if the highest rate is 0.
/// </param>
/// <param name="RatioAfter">
/// The rate after ÷ the highest rate after, truncated to four decimal places; can exceed 1 for a small sample. Left out if the highest rate is 0.
/// </param>
/// <param name="BelowFourFifths">Whether the ratio after, before truncation, is below 0.8. Always <c>false</c> for a small sample.</param>
/// <param name="SmallSample">Whether the group has fewer than 30 subjects, so that its rate says little.</param>
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
