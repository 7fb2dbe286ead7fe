namespace PolicyEngine.Workflows.Tracing;

/// <summary>A part of an expression that is evaluated by itself, as a rule that stands behind the others.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">As its author wrote it.</param>
/// <param name="Place">Which of the rules behind the others it is; <see langword="null"/> if there is nothing to evaluate.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record Probe(TracedKind Kind, string Text, int? Place, IReadOnlyList<Probe> Parts)
{
    /// <summary>Whether it has an outcome, and not a value.</summary>
    public bool IsCondition { get; init; }
}

/// <summary>A param and what is evaluated for it.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Expression">Its expression.</param>
internal sealed record ProbedParam(string Name, Probe Expression);

/// <summary>A rule and what is evaluated for it.</summary>
/// <param name="Params">Its local params.</param>
/// <param name="Condition">Its expression; <see langword="null"/> for a rule with an operator.</param>
/// <param name="OnSuccess">The output when it is met; <see langword="null"/> for none.</param>
/// <param name="OnFailure">The output when it is not met; <see langword="null"/> for none.</param>
/// <param name="Nested">The rules nested in it.</param>
/// <param name="CalledOnSuccess">The rule that it calls when met; <see langword="null"/> for none.</param>
/// <param name="CalledOnFailure">The rule that it calls when not met; <see langword="null"/> for none.</param>
internal sealed record ProbedRule(
    IReadOnlyList<ProbedParam> Params,
    Probe? Condition,
    Probe? OnSuccess,
    Probe? OnFailure,
    IReadOnlyList<ProbedRule> Nested,
    ProbedRule? CalledOnSuccess,
    ProbedRule? CalledOnFailure);
