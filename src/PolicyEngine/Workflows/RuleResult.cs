using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>The result of one rule, with its reason.</summary>
/// <param name="Name">The rule's name in its workflow.</param>
/// <param name="Title">The rule's display title.</param>
/// <param name="Category">The role the author gave it in <c>Properties.category</c>, such as <c>gate</c>, <c>reward</c> or <c>figure</c>.</param>
/// <param name="Outcome">Met, not met or undetermined.</param>
/// <param name="Event">The rule's <c>SuccessEvent</c> when it is met.</param>
/// <param name="Reason">Why, in both languages, with the values that decided.</param>
/// <param name="Values">The individual values the rule read, in the order in which it reads them.</param>
/// <param name="Missing">Paths of the fields that would have been needed to decide; empty unless undetermined.</param>
/// <param name="Output">The value of the rule's output expression: a decimal, string, boolean, date or list of these; <see langword="null"/> without one.</param>
/// <param name="Fault">Why the rule could not be computed although its data was there, such as a division by zero.</param>
/// <param name="Rules">The results of nested rules.</param>
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

/// <summary>One value that a rule read.</summary>
/// <param name="Path">Where it stands, such as <c>manager.skills.negotiation</c> or <c>parameters.minimumSkill</c>.</param>
/// <param name="Value">A decimal, string, boolean or date; <see langword="null"/> when missing.</param>
public sealed record ReadValue(string Path, object? Value);

// The texts of faults are part of stored answers. `verify` computes an answer again and compares the hash of its record with the stored one, so changing a
// text would make old decisions with that fault `different`. Fault texts must therefore never change, wherever faults are created; FaultTextTests enforces
// that.
/// <summary>A computation that had its data but failed.</summary>
/// <param name="Code">A stable code: <c>division-by-zero</c>, <c>overflow</c>, <c>empty-list</c>, <c>out-of-range</c>, <c>no-entry</c>, <c>text-too-long</c>, <c>list-too-long</c> or <c>too-much-work</c>.</param>
/// <param name="Message">What happened, in both languages.</param>
public sealed record EvaluationFault(string Code, LocalizedText Message);
