namespace PolicyEngine.Workflows;

/// <summary>The result of a rule policy.</summary>
/// <param name="Outcome">For promotion: all top-level rules together (Kleene and). For other kinds <see langword="null"/>: each rule stands on its own.</param>
/// <param name="Events">The success events of the top-level rules that were met, in order.</param>
/// <param name="Missing">Fields missing in any undetermined rule, without repeats.</param>
/// <param name="Rules">Every top-level rule's result.</param>
public sealed record PolicyResult(
    Outcome? Outcome,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Missing,
    IReadOnlyList<RuleResult> Rules);
