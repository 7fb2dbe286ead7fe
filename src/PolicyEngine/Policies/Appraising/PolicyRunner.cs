using PolicyEngine.Appraisals;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Evaluates one policy on facts, by itself or within an appraisal. The result stays in the memory in which it was computed until it has been written or
/// turned into objects, and is then given back. Safe for concurrent use.
/// </summary>
internal abstract class PolicyRunner
{
    private readonly CompiledRead[] _reads;
    private readonly ResultFacts[] _results; // In the order of the reads.

    /// <summary>Prepares a policy.</summary>
    /// <param name="reads">The policies whose results it reads.</param>
    /// <param name="workflow">Its rules; <see langword="null"/> if it has none.</param>
    /// <param name="own">Turns its own scores into facts for its own rules; <see langword="null"/> if it has no scores, or no rules.</param>
    protected PolicyRunner(CompiledRead[] reads, CompiledWorkflow? workflow, ResultFacts? own)
    {
        _reads = reads;
        _results = workflow is null ? [] : Array.ConvertAll(reads, r => r.Policy.Runner.ResultsIn(new ObjectSlots(r.Shape, workflow.Reads)));
        Workflow = workflow;
        Own = own;
    }

    /// <summary>The policy's rules; <see langword="null"/> if it has none.</summary>
    protected CompiledWorkflow? Workflow { get; }

    /// <summary>Turns the policy's own scores into facts for its own rules; <see langword="null"/> if it has no scores, or no rules.</summary>
    protected ResultFacts? Own { get; }

    /// <summary>
    /// Creates reusable inputs for appraisals: a place for the facts, then the facts for each result that the policy reads, then those for its own scores.
    /// </summary>
    public FactObject?[] CreateInputs() => [null, .. _results.Select(r => r.Create()), .. CreateOwn()];

    /// <summary>Evaluates the policy within an appraisal, on facts and the results of policies evaluated before it.</summary>
    /// <param name="inputs">The inputs from <see cref="CreateInputs"/>, with the facts in place.</param>
    /// <param name="before">The results of the policies so far.</param>
    /// <param name="places">The indexes in <paramref name="before"/> of the policies it reads, in the order of its reads.</param>
    /// <returns>The result. The caller must give it back with <see cref="Return(in PolicyRun, FactObject[])"/>.</returns>
    public PolicyRun Run(FactObject?[] inputs, ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        for (var i = 0; i < _results.Length; i++)
            _results[i].Fill(inputs[i + 1]!, before[places[i]]);
        var run = Run(inputs);
        return run.Scores is null && run.Missing.Count > 0 ? run with { Missing = Traced(run.Missing, before, places) } : run;
    }

    /// <summary>Evaluates the policy by itself.</summary>
    /// <returns>The result. The caller must give it back with <see cref="Return(in PolicyRun)"/>.</returns>
    public PolicyRun Run(PostedFacts posted) => Run([posted.Facts, .. posted.Sections, .. CreateOwn()]);

    /// <summary>Returns, as facts, the results that the policy reads of policies evaluated before it.</summary>
    public FactObject?[] SectionsOf(ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        var sections = new FactObject?[_results.Length];
        for (var i = 0; i < sections.Length; i++)
            sections[i] = _results[i].Of(before[places[i]]);
        return sections;
    }

    /// <summary>Writes the result with its reasons, in the same JSON as when the objects are serialized.</summary>
    public abstract void Write(Utf8Buffer to, in PolicyRun run);

    /// <summary>Writes the result without reasons and without anything that is the same for every subject.</summary>
    public abstract void WriteOutcomes(Utf8Buffer to, in PolicyRun run);

    /// <summary>Gives the memory of the result back.</summary>
    public abstract void Return(in PolicyRun run);

    /// <summary>Gives the memory of the result back, and clears its inputs for reuse.</summary>
    public void Return(in PolicyRun run, FactObject?[] inputs)
    {
        Return(run);
        inputs[0] = null;
        for (var i = 0; i < _results.Length; i++)
            _results[i].Erase(inputs[i + 1]!);
        Own?.Erase(inputs[^1]!);
    }

    /// <summary>Evaluates the policy.</summary>
    /// <param name="inputs">The facts, the results that it reads, and a place for its own scores.</param>
    protected abstract PolicyRun Run(FactObject?[] inputs);

    /// <summary>Creates the conversion of this policy's results into facts for a policy that reads them.</summary>
    /// <param name="slots">The slots that are read.</param>
    protected abstract ResultFacts ResultsIn(ObjectSlots slots);

    private FactObject[] CreateOwn() => Own is null ? [] : [Own.Create()];

    /// <summary>Replaces missing results by the facts that the policies before lacked to compute them.</summary>
    private IReadOnlyList<string> Traced(IReadOnlyList<string> missing, ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        var paths = new PathSet();
        foreach (var path in missing)
        {
            var read = Array.FindIndex(_reads, r => path.StartsWith(r.Name + ".", StringComparison.Ordinal));
            var causes = read < 0 ? [] : before[places[read]].Missing;
            paths.Add(causes.Count > 0 ? causes : [path]);
        }

        return paths.ToList();
    }
}
