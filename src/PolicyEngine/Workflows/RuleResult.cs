using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>The result of one rule, with its reason.</summary>
/// <param name="Name">The rule's name in the policy's workflow.</param>
/// <param name="Title">The rule's display title.</param>
/// <param name="Category">
/// The rule's role, which the author wrote in <c>Properties.category</c>, such as <c>gate</c>, <c>reward</c> or <c>figure</c>; left out if there is none.
/// </param>
/// <param name="Outcome">The outcome: met, not met or undetermined.</param>
/// <param name="Event">The rule's <c>SuccessEvent</c>; left out if the rule is not met, or has none.</param>
/// <param name="Reason">Why the rule has this outcome, with the values that decided.</param>
/// <param name="Values">The individual values that the rule read, in the order in which it reads them.</param>
/// <param name="Missing">The paths of the missing fields because of which the rule is undetermined. Empty otherwise.</param>
/// <param name="Output">
/// The value of the rule's output expression: a number, text, boolean, date (<c>YYYY-MM-DD</c>), or a list of these. Left out if there is none.
/// </param>
/// <param name="Fault">Why a computation failed although its data was there, such as a division by zero; left out if none failed.</param>
/// <param name="Rules">The results of the nested rules, and of the rule that this rule called.</param>
public sealed record RuleResult(
    string Name,
    LocalizedText Title,
    string? Category,
    Outcome Outcome,
    string? Event,
    LocalizedText Reason,
    IReadOnlyList<ReadValue> Values,
    IReadOnlyList<string> Missing,
    object? Output,
    EvaluationFault? Fault,
    IReadOnlyList<RuleResult> Rules);

/// <summary>A value that a rule read.</summary>
/// <param name="Path">The path of the value, such as <c>manager.skills.negotiation</c> or <c>parameters.minimumSkill</c>.</param>
/// <param name="Value">A number, text, boolean or date (<c>YYYY-MM-DD</c>); left out if it is missing.</param>
public sealed record ReadValue(string Path, object? Value);

// The texts of faults are part of stored answers. `verify` computes an answer again and compares the hash of its record with the stored one, so changing a
// text would make old decisions with that fault `different`. Fault texts must therefore never change, wherever faults are created; FaultTextTests enforces
// that.
/// <summary>Why a computation failed although its data was there.</summary>
/// <param name="Code">
/// A stable code for programs: <c>division-by-zero</c>, <c>overflow</c>, <c>empty-list</c>, <c>out-of-range</c>, <c>no-entry</c>, <c>text-too-long</c>,
/// <c>list-too-long</c> or <c>too-much-work</c>.
/// </param>
/// <param name="Message">What happened.</param>
public sealed record EvaluationFault(string Code, LocalizedText Message);
