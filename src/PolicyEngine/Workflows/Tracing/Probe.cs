namespace PolicyEngine.Workflows.Tracing;

/// <summary>A part of an expression that is evaluated separately, by a rule added after the workflow's own.</summary>
/// <param name="Kind">The kind of the part.</param>
/// <param name="Text">Its text, as the author wrote it.</param>
/// <param name="Place">The index of its rule among the added rules; <see langword="null"/> if there is nothing to evaluate.</param>
/// <param name="Parts">The parts that it is divided into.</param>
internal sealed record Probe(TracedKind Kind, string Text, int? Place, IReadOnlyList<Probe> Parts)
{
    /// <summary>Whether it is a condition, which has an outcome instead of a value.</summary>
    public bool IsCondition { get; init; }
}

/// <summary>A param with the probes of its expression.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Expression">The probe of its expression.</param>
internal sealed record ProbedParam(string Name, Probe Expression);

/// <summary>A rule with the probes of its expressions.</summary>
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
