using PolicyEngine.Documents;

namespace PolicyEngine.Workflows.Tracing;

/// <summary>How one rule came to its outcome.</summary>
/// <param name="Name">The rule's name in its workflow.</param>
/// <param name="Title">The rule's display title.</param>
/// <param name="Outcome">Met, not met or undetermined.</param>
/// <param name="Fault">Why the rule itself could not be computed; <see langword="null"/> if it could, or if a nested or called rule could not.</param>
/// <param name="Operator">How its nested rules are joined: <c>and</c> or <c>or</c>; <see langword="null"/> for a rule with an expression.</param>
/// <param name="Params">The rule's local params.</param>
/// <param name="Condition">Its expression; <see langword="null"/> for a rule with an operator.</param>
/// <param name="Output">The output expression that its outcome called for; <see langword="null"/> if there is none.</param>
/// <param name="Rules">The nested rules, and the rule that it called.</param>
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

/// <summary>A named intermediate value.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Expression">What it is computed from, and what it came to.</param>
public sealed record TracedParam(string Name, TracedExpression Expression);

/// <summary>What a part of an expression is.</summary>
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

/// <summary>An expression, or a part of one, and what it came to.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As its author wrote it, without brackets around all of it.</param>
/// <param name="Outcome">Of a condition: met, not met or undetermined; <see langword="null"/> for a value.</param>
/// <param name="Value">Of a value: a decimal, string, boolean or date, or a list of these; <see langword="null"/> when it is missing, and for a condition.</param>
/// <param name="Missing">Paths of the fields that it lacks.</param>
/// <param name="Fault">Why it could not be computed although its data was there.</param>
/// <param name="Reads">The single values that it names and that are there; empty if it is divided into parts, or is itself such a name.</param>
/// <param name="Parts">Its parts, in the order of the text; the arguments of a function; constants that are compared, chosen or given to functions are left out.</param>
public sealed record TracedExpression(
    TracedKind Kind,
    string Text,
    Outcome? Outcome,
    object? Value,
    IReadOnlyList<string> Missing,
    EvaluationFault? Fault,
    IReadOnlyList<ReadValue> Reads,
    IReadOnlyList<TracedExpression> Parts);
