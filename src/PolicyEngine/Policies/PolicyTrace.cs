using PolicyEngine.Workflows.Tracing;

namespace PolicyEngine.Policies;

/// <summary>How the rules of one policy came to their outcomes, down to the parts of their expressions.</summary>
/// <param name="Policy">The version of the policy.</param>
/// <param name="Params">The workflow's global params, with their values.</param>
/// <param name="Rules">The enabled top-level rules.</param>
public sealed record PolicyTrace(DocumentReference Policy, IReadOnlyList<TracedParam> Params, IReadOnlyList<RuleTrace> Rules)
{
    /// <summary>The greatest nesting of a trace as JSON: two levels for each level of rules, calls and parts.</summary>
    public const int DeepestJson = 200;
}

/// <summary>The traces of all policies that answer for one subject.</summary>
/// <param name="Facts">The result of reading the facts. If it has errors, there is no trace.</param>
/// <param name="Policies">The policies that answer, in the order in which they are evaluated; empty if the facts have errors.</param>
public sealed record FactsTrace(FactsReport Facts, IReadOnlyList<PolicyTrace> Policies);
