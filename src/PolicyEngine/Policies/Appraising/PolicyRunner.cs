using PolicyEngine.Appraisals;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Runs one policy on facts that were read, by itself or within an appraisal. What it comes to stays where it was computed until it is told or written, and
/// is then given back. Safe for concurrent use.
/// </summary>
internal abstract class PolicyRunner
{
    private readonly CompiledRead[] _reads;
    private readonly ResultFacts[] _results; // In the order of the reads.

    /// <summary>Prepares a policy.</summary>
    /// <param name="reads">The policies whose results it reads.</param>
    /// <param name="workflow">Its rules; <see langword="null"/> when there are none.</param>
    /// <param name="own">How what it computes is handed on to its own rules; <see langword="null"/> when it is not.</param>
    protected PolicyRunner(CompiledRead[] reads, CompiledWorkflow? workflow, ResultFacts? own)
    {
        _reads = reads;
        _results = workflow is null ? [] : Array.ConvertAll(reads, r => r.Policy.Runner.ResultsIn(new ObjectSlots(r.Shape, workflow.Reads)));
        Workflow = workflow;
        Own = own;
    }

    /// <summary>Its rules; <see langword="null"/> when there are none.</summary>
    protected CompiledWorkflow? Workflow { get; }

    /// <summary>How what it computes is handed on to its own rules.</summary>
    protected ResultFacts? Own { get; }

    /// <summary>Room for what it is given in an appraisal, which is used again: the facts, what it reads of other policies, its own scores.</summary>
    public FactObject?[] CreateInputs() => [null, .. _results.Select(r => r.Create()), .. CreateOwn()];

    /// <summary>Decides within an appraisal, reading what the policies before it came to.</summary>
    /// <param name="inputs">The facts, and room for what it reads.</param>
    /// <param name="before">What they came to.</param>
    /// <param name="places">Where among them are those it reads, in the order in which it names them.</param>
    /// <returns>What it came to; give it back with <see cref="Return(in PolicyRun, FactObject[])"/>.</returns>
    public PolicyRun Run(FactObject?[] inputs, ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        for (var i = 0; i < _results.Length; i++)
            _results[i].Fill(inputs[i + 1]!, before[places[i]]);
        var run = Run(inputs);
        return run.Scores is null && run.Missing.Count > 0 ? run with { Missing = Traced(run.Missing, before, places) } : run;
    }

    /// <summary>Decides by itself.</summary>
    /// <returns>What it came to; give it back with <see cref="Return(in PolicyRun)"/>.</returns>
    public PolicyRun Run(PostedFacts posted) => Run([posted.Facts, .. posted.Sections, .. CreateOwn()]);

    /// <summary>What it reads of the policies before it, as facts.</summary>
    public FactObject?[] SectionsOf(ReadOnlySpan<PolicyRun> before, ReadOnlySpan<int> places)
    {
        var sections = new FactObject?[_results.Length];
        for (var i = 0; i < sections.Length; i++)
            sections[i] = _results[i].Of(before[places[i]]);
        return sections;
    }

    /// <summary>Writes what it came to, and why, as it is serialised.</summary>
    public abstract void Write(Utf8Buffer to, in PolicyRun run);

    /// <summary>Writes what it came to, without reasons and without what is the same for everybody.</summary>
    public abstract void WriteOutcomes(Utf8Buffer to, in PolicyRun run);

    /// <summary>Gives the memory back.</summary>
    public abstract void Return(in PolicyRun run);

    /// <summary>Gives the memory back, with the room for what it was given.</summary>
    public void Return(in PolicyRun run, FactObject?[] inputs)
    {
        Return(run);
        inputs[0] = null;
        for (var i = 0; i < _results.Length; i++)
            _results[i].Erase(inputs[i + 1]!);
        Own?.Erase(inputs[^1]!);
    }

    /// <summary>Decides.</summary>
    /// <param name="inputs">The facts, what it reads of others, room for its own scores.</param>
    protected abstract PolicyRun Run(FactObject?[] inputs);

    /// <summary>How what it comes to is handed on to a policy that reads it.</summary>
    /// <param name="slots">What of it is read.</param>
    protected abstract ResultFacts ResultsIn(ObjectSlots slots);

    private FactObject[] CreateOwn() => Own is null ? [] : [Own.Create()];

    /// <summary>Results that are missing are traced to the facts that the policies before it lacked.</summary>
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
