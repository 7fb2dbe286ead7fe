using PolicyEngine.Workflows.Tracing;

namespace PolicyEngine.Policies;

/// <summary>How the rules of one policy came to their outcomes, down to the parts of their expressions.</summary>
/// <param name="Policy">The version of the policy.</param>
/// <param name="Params">The workflow's global params, with their values.</param>
/// <param name="Rules">The enabled top-level rules.</param>
public sealed record PolicyTrace(DocumentReference Policy, IReadOnlyList<TracedParam> Params, IReadOnlyList<RuleTrace> Rules);

/// <summary>How one subject is answered, part by part.</summary>
/// <param name="Facts">What was read; with faults there is no trace.</param>
/// <param name="Policies">The policies that answer, in the order in which they are evaluated; empty if the facts have faults.</param>
public sealed record FactsTrace(FactsReport Facts, IReadOnlyList<PolicyTrace> Policies);
