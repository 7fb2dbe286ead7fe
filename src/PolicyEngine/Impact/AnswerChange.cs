using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>
/// How the answer about one subject differs between two versions. In a scheme, names of rules begin with the part they belong to, such as <c>reward.BONUS</c>.
/// </summary>
/// <param name="Subject">The person's id, as in the facts.</param>
/// <param name="Outcome">The overall outcome of the promotion policy before and after; left out if it is the same or there is none.</param>
/// <param name="Gained">The events that only the version after gives.</param>
/// <param name="Lost">The events that only the version before gives.</param>
/// <param name="Outputs">The rule outputs that differ.</param>
/// <param name="Scores">The published scores that differ. Empty without a weighting policy.</param>
/// <param name="Why">The rules whose outcome or output differs, with the reasons. A group of rules is not listed; the rules in it are.</param>
public sealed record AnswerChange(
    string Subject,
    OutcomeChange? Outcome,
    IReadOnlyList<string> Gained,
    IReadOnlyList<string> Lost,
    IReadOnlyList<ValueChange> Outputs,
    IReadOnlyList<ValueChange> Scores,
    IReadOnlyList<RuleChange> Why);

/// <summary>An overall outcome that differs between the versions.</summary>
/// <param name="From">The outcome before.</param>
/// <param name="To">The outcome after.</param>
public sealed record OutcomeChange(Outcome From, Outcome To);

/// <summary>A value before and after.</summary>
/// <param name="Name">
/// For an output, the rule's name; for a score, <c>composite</c>, <c>grade</c>, <c>kpi</c>, <c>feedback360</c> or <c>goals</c>; for a value that a rule reads,
/// its path.
/// </param>
/// <param name="From">The value before; left out if there was none.</param>
/// <param name="To">The value after; left out if there is none.</param>
public sealed record ValueChange(string Name, object? From, object? To);

/// <summary>A rule whose outcome or output differs between the versions.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Title">The rule's display title.</param>
/// <param name="From">The outcome before; left out if the version before does not have or did not evaluate the rule.</param>
/// <param name="To">The outcome after; left out if the version after does not have or did not evaluate the rule.</param>
/// <param name="ReasonBefore">The reason for the result before; left out with the outcome.</param>
/// <param name="ReasonAfter">The reason for the result after; left out with the outcome.</param>
/// <param name="Values">The values that the rule reads, before and after, including those that are the same, such as a parameter or a fact.</param>
public sealed record RuleChange(
    string Rule, LocalizedText Title, Outcome? From, Outcome? To, LocalizedText? ReasonBefore, LocalizedText? ReasonAfter, IReadOnlyList<ValueChange> Values);
