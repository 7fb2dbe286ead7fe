using PolicyEngine.Documents;
using PolicyEngine.Workflows;

namespace PolicyEngine.Impact;

/// <summary>How the answer on one subject changes from one version of a policy to another.</summary>
/// <param name="Subject">The person's id, verbatim.</param>
/// <param name="Outcome">For a promotion policy, the overall outcome; <see langword="null"/> when it stays the same.</param>
/// <param name="Gained">Events that come in addition.</param>
/// <param name="Lost">Events that no longer come.</param>
/// <param name="Outputs">Outputs that change.</param>
/// <param name="Scores">Of a weighting policy: composite, grade and components that change.</param>
/// <param name="Why">The rules responsible: those with a condition whose outcome changes, and those that a changed output depends on.</param>
public sealed record AnswerChange(
    string Subject,
    OutcomeChange? Outcome,
    IReadOnlyList<string> Gained,
    IReadOnlyList<string> Lost,
    IReadOnlyList<ValueChange> Outputs,
    IReadOnlyList<ValueChange> Scores,
    IReadOnlyList<RuleChange> Why);

/// <summary>An outcome that changes.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
public sealed record OutcomeChange(Outcome From, Outcome To);

/// <summary>A value that changes.</summary>
/// <param name="Name">The rule whose output it is, or the score's name.</param>
/// <param name="From">Before; <see langword="null"/> for none.</param>
/// <param name="To">After; <see langword="null"/> for none.</param>
public sealed record ValueChange(string Name, object? From, object? To);

/// <summary>A rule whose result changes.</summary>
/// <param name="Rule">Its name.</param>
/// <param name="Title">The display title.</param>
/// <param name="From">Its outcome before; <see langword="null"/> when it did not exist.</param>
/// <param name="To">Its outcome after; <see langword="null"/> when it no longer exists.</param>
/// <param name="ReasonBefore">Why before.</param>
/// <param name="ReasonAfter">Why after.</param>
/// <param name="Values">What it reads: before and after, such as the parameter that was changed.</param>
public sealed record RuleChange(
    string Rule, LocalizedText Title, Outcome? From, Outcome? To, LocalizedText? ReasonBefore, LocalizedText? ReasonAfter, IReadOnlyList<ValueChange> Values);
