namespace PolicyEngine.Workflows;

/// <summary>The result of a rule policy.</summary>
/// <param name="Outcome">
/// For promotion, the joint outcome of all top-level rules (Kleene and). <see langword="null"/> for other kinds, where each rule stands on its own.
/// </param>
/// <param name="Events">The success events of the top-level rules that are met, in order.</param>
/// <param name="Missing">The paths that are missing in any undetermined rule, each once.</param>
/// <param name="Rules">The result of every top-level rule.</param>
public sealed record PolicyResult(
    Outcome? Outcome,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Missing,
    IReadOnlyList<RuleResult> Rules);
