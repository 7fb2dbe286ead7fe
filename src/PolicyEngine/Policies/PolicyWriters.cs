using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies;

/// <summary>The writers of one policy's results.</summary>
/// <param name="workflow">The policy's rules.</param>
/// <param name="isOneAnswer">Whether the rules together have one outcome.</param>
internal sealed class PolicyWriters(CompiledWorkflow workflow, bool isOneAnswer)
{
    private readonly Lazy<AnswerWriter> _withReasons = new(() => new AnswerWriter(workflow, isOneAnswer));
    private readonly Lazy<ResultWriter> _outcomes = new(() => new ResultWriter(workflow));

    /// <summary>The policy's rules.</summary>
    public CompiledWorkflow Workflow => workflow;

    /// <summary>Whether the rules together have one outcome.</summary>
    public bool IsOneAnswer => isOneAnswer;

    /// <summary>Writes every rule with its reason.</summary>
    public AnswerWriter WithReasons => _withReasons.Value;

    /// <summary>Writes outcomes and outputs without reasons.</summary>
    public ResultWriter Outcomes => _outcomes.Value;
}
