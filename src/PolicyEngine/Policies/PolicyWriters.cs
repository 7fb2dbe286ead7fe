using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies;

/// <summary>How the answers of one policy are written.</summary>
/// <param name="workflow">The policy's rules.</param>
/// <param name="isOneAnswer">Whether they have an outcome together.</param>
internal sealed class PolicyWriters(CompiledWorkflow workflow, bool isOneAnswer)
{
    private readonly Lazy<AnswerWriter> _withReasons = new(() => new AnswerWriter(workflow, isOneAnswer));
    private readonly Lazy<ResultWriter> _outcomes = new(() => new ResultWriter(workflow));

    /// <summary>The rules.</summary>
    public CompiledWorkflow Workflow => workflow;

    /// <summary>Whether they have an outcome together.</summary>
    public bool IsOneAnswer => isOneAnswer;

    /// <summary>Writes every rule with its reason.</summary>
    public AnswerWriter WithReasons => _withReasons.Value;

    /// <summary>Writes outcomes alone.</summary>
    public ResultWriter Outcomes => _outcomes.Value;
}
