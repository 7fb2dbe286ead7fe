namespace PolicyEngine.Workflows;

/// <summary>The result of a policy with rules.</summary>
/// <param name="Outcome">
/// For a promotion policy: <c>met</c> if all top-level rules are met, <c>notMet</c> if one is not met, otherwise <c>undetermined</c>. Left out for other kinds,
/// whose rules each stand alone.
/// </param>
/// <param name="Events">The success events of the top-level rules that were met, in the order of the rules.</param>
/// <param name="Missing">The paths of the missing fields because of which a rule is undetermined, each once. Empty if nothing is missing.</param>
/// <param name="Rules">The result of every top-level rule.</param>
public sealed record PolicyResult(
    Outcome? Outcome,
    IReadOnlyList<string> Events,
    IReadOnlyList<string> Missing,
    IReadOnlyList<RuleResult> Rules);
