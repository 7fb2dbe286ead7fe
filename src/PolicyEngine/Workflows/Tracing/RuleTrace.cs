using PolicyEngine.Documents;

namespace PolicyEngine.Workflows.Tracing;

/// <summary>How one rule came to its outcome.</summary>
/// <param name="Name">The rule's name in the policy's workflow.</param>
/// <param name="Title">The rule's display title.</param>
/// <param name="Outcome">The outcome: met, not met or undetermined.</param>
/// <param name="Fault">Why the rule itself could not be computed; left out if it could, or if a nested or called rule could not.</param>
/// <param name="Operator">How the nested rules are joined: <c>and</c> or <c>or</c>; left out for a rule with an expression.</param>
/// <param name="Params">The rule's local params, with their values.</param>
/// <param name="Condition">The rule's expression; left out for a rule with an operator.</param>
/// <param name="Output">The output expression for the rule's outcome; left out if there is none.</param>
/// <param name="Rules">The nested rules, and the rule that this rule called.</param>
public sealed record RuleTrace(
    string Name,
    LocalizedText Title,
    Outcome Outcome,
    EvaluationFault? Fault,
    string? Operator,
    IReadOnlyList<TracedParam> Params,
    TracedExpression? Condition,
    TracedExpression? Output,
    IReadOnlyList<RuleTrace> Rules);

/// <summary>A param: a named intermediate value.</summary>
/// <param name="Name">The name in expressions.</param>
/// <param name="Expression">Its expression, and the result.</param>
public sealed record TracedParam(string Name, TracedExpression Expression);

/// <summary>
/// What a part of an expression is: <c>all</c>, conditions joined by “and”; <c>any</c>, conditions joined by “or”; <c>not</c>, a negated condition;
/// <c>comparison</c>, two values compared, or a value looked for in a list; <c>choice</c>, a condition and the two values or conditions it chooses between;
/// <c>condition</c>, any other condition; <c>value</c>, a number, text or date, or a list of these; <c>list</c>, a list of objects, whose value is their
/// number; <c>object</c>, an object, which has no value to show.
/// </summary>
public enum TracedKind
{
    /// <summary>Conditions joined by <c>and</c>.</summary>
    All,

    /// <summary>Conditions joined by <c>or</c>.</summary>
    Any,

    /// <summary>A condition that is negated.</summary>
    Not,

    /// <summary>Two values that are compared, or a value and the list it is looked for in.</summary>
    Comparison,

    /// <summary>A condition, and the two values or conditions that it chooses between.</summary>
    Choice,

    /// <summary>Any other condition, such as a call.</summary>
    Condition,

    /// <summary>A number, text or date, or a list of these.</summary>
    Value,

    /// <summary>A list of objects; its value is their number.</summary>
    List,

    /// <summary>An object, which has no value to show.</summary>
    Object,
}

/// <summary>An expression or a part of one, and its result.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text as its author wrote it, without brackets around all of it.</param>
/// <param name="Outcome">For a condition, its outcome; left out for a value.</param>
/// <param name="Value">
/// For a value: a number, text, boolean, date (<c>YYYY-MM-DD</c>), or a list of these. Left out if it is missing, and for a condition.
/// </param>
/// <param name="Missing">The paths of the missing fields because of which it has no result.</param>
/// <param name="Fault">Why the computation failed although its data was there; left out if it did not fail.</param>
/// <param name="Reads">The values that the text names, except missing ones. Empty if it is divided into parts, or is itself such a name.</param>
/// <param name="Parts">
/// The parts, in the order of the text; for a function, its arguments. Constants in comparisons, choices and arguments are left out.
/// </param>
public sealed record TracedExpression(
    TracedKind Kind,
    string Text,
    Outcome? Outcome,
    object? Value,
    IReadOnlyList<string> Missing,
    EvaluationFault? Fault,
    IReadOnlyList<ReadValue> Reads,
    IReadOnlyList<TracedExpression> Parts);
