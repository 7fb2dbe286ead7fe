using PolicyEngine.Appraisals;
using PolicyEngine.Appraisals.Content;
using PolicyEngine.Appraisals.Writing;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies.Appraising;

/// <summary>Evaluates a weighting policy: first its scores, then its rules on them.</summary>
/// <param name="reads">The policies whose results it reads.</param>
/// <param name="weighting">The computation of its scores.</param>
/// <param name="content">The content of the policy.</param>
/// <param name="workflow">Its rules; <see langword="null"/> if it has none.</param>
/// <param name="ownScores">The shape of its scores as its own rules read them; used only if it has rules.</param>
internal sealed class ScoresRunner(CompiledRead[] reads, WeightingPlan weighting, WeightingContent content, CompiledWorkflow? workflow, FactShape? ownScores)
    : PolicyRunner(reads, workflow, workflow is null ? null : OwnScores(content, ownScores!, workflow.Reads))
{
    private readonly ScoresWriters _writers = new(content, weighting.Infos, workflow);

    /// <summary>Returns the result with its reasons as objects.</summary>
    public WeightingResult Tell(in PolicyRun run)
    {
        var scores = weighting.Tell(run.Scores!);
        return run.Frame is null ? scores : scores with { Dimensions = Workflow!.Explain(run.Frame) };
    }

    /// <summary>Returns all of the policy's scores as facts, in the form in which its own rules can read them.</summary>
    public FactObject OwnScoresOf(FactObject facts)
    {
        var run = new PolicyRun(weighting.Evaluate(facts), Frame: null, []);
        var own = OwnScores(content, ownScores!, (_, _) => true).Of(run);
        Return(run);
        return own;
    }

    /// <inheritdoc/>
    public override void Write(Utf8Buffer to, in PolicyRun run) => _writers.WithReasons.Write(to, run.Scores!, run.Frame);

    /// <inheritdoc/>
    public override void WriteOutcomes(Utf8Buffer to, in PolicyRun run) => _writers.Outcomes.Write(to, run.Scores!, run.Frame);

    /// <inheritdoc/>
    public override void Return(in PolicyRun run)
    {
        if (run.Frame is not null)
            Workflow!.Program.Return(run.Frame);
        weighting.Return(run.Scores!);
    }

    /// <inheritdoc/>
    protected override PolicyRun Run(FactObject?[] inputs)
    {
        var scores = weighting.Evaluate(inputs[0]!);
        var run = new PolicyRun(scores, Frame: null, scores.Missing);
        if (Own is null)
            return run;
        Own.Fill(inputs[^1]!, run);
        return run with { Frame = Workflow!.Program.Run(inputs) };
    }

    /// <inheritdoc/>
    protected override ResultFacts ResultsIn(ObjectSlots slots) => new ScoresFacts(content, Workflow, slots);

    private static ScoresFacts OwnScores(WeightingContent content, FactShape shape, Func<FactShape, string, bool> isRead) =>
        new(content, dimensions: null, new ObjectSlots(shape, isRead));
}
