using PolicyEngine.Facts;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies.Appraising;

/// <summary>Evaluates a rule policy.</summary>
/// <param name="reads">The policies whose results it reads.</param>
/// <param name="workflow">Its rules.</param>
/// <param name="isOneAnswer">Whether the rules together have one outcome.</param>
internal sealed class RulesRunner(CompiledRead[] reads, CompiledWorkflow workflow, bool isOneAnswer) : PolicyRunner(reads, workflow, own: null)
{
    private readonly Lazy<PolicyWriters> _writers = new(() => new PolicyWriters(workflow, isOneAnswer));

    /// <summary>The writers of the policy's results.</summary>
    public PolicyWriters Writers => _writers.Value;

    /// <summary>Returns the result with its reasons as objects.</summary>
    public PolicyResult Tell(in PolicyRun run)
    {
        var rules = Workflow!.Explain(run.Frame!);
        return new PolicyResult(isOneAnswer ? OutcomeLogic.Together(rules) : null, Workflow.EventsOf(run.Frame!), run.Missing, rules);
    }

    /// <inheritdoc/>
    public override void Write(Utf8Buffer to, in PolicyRun run)
    {
        to.Add("{"u8);
        Writers.WithReasons.Write(to, run.Frame!, run.Missing);
        to.Add("}"u8);
    }

    /// <inheritdoc/>
    public override void WriteOutcomes(Utf8Buffer to, in PolicyRun run)
    {
        to.Add("{"u8);
        Writers.Outcomes.Write(to, run.Frame!, run.Missing);
        to.Add("}"u8);
    }

    /// <inheritdoc/>
    public override void Return(in PolicyRun run) => Workflow!.Program.Return(run.Frame!);

    /// <inheritdoc/>
    protected override PolicyRun Run(FactObject?[] inputs)
    {
        var frame = Workflow!.Program.Run(inputs);
        return new PolicyRun(Scores: null, frame, Workflow.MissingOf(frame));
    }

    /// <inheritdoc/>
    protected override ResultFacts ResultsIn(ObjectSlots slots) => new RulesFacts(Workflow!, slots);
}
