using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies;

/// <summary>How the answers of one policy are written.</summary>
/// <param name="workflow">The policy's rules.</param>
/// <param name="isOneAnswer">Whether they have an outcome together.</param>
internal sealed class PolicyWriters(CompiledWorkflow workflow, bool isOneAnswer)
{
    /// <summary>The rules.</summary>
    public CompiledWorkflow Workflow => workflow;

    /// <summary>Whether they have an outcome together.</summary>
    public bool IsOneAnswer => isOneAnswer;

    /// <summary>Writes every rule with its reason.</summary>
    public AnswerWriter WithReasons { get; } = new(workflow, isOneAnswer);

    /// <summary>Writes outcomes alone.</summary>
    public ResultWriter Outcomes { get; } = new(workflow);
}
