using System.Buffers;
using PolicyEngine.Appraisals;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Everything a scheme computes for one subject, prepared once for one combination of versions of the scheme, its model and its policies: the order of the
/// policies, where each finds the results it reads, and which of them fills which part of the appraisal. Immutable and safe for concurrent use.
/// </summary>
internal sealed class AppraisalPlan
{
    private const int None = -1;

    private readonly CompiledModel _model;
    private readonly (CompiledPolicy Policy, int[] Reads)[] _steps;
    private readonly int _weighting;
    private readonly int _promotion;
    private readonly int _training;
    private readonly int _reward;
    private readonly AppraisalWriter _writer;
    private readonly Pool<AppraisalRun> _runs;

    /// <summary>Prepares a scheme.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="model">The model that all policies of the scheme read.</param>
    /// <param name="policies">The policies of the scheme; each comes after those it reads.</param>
    public AppraisalPlan(SchemeDocument scheme, CompiledModel model, IReadOnlyList<CompiledPolicy> policies)
    {
        _model = model;
        var places = policies.Select((p, place) => (p.Policy.Id, place)).ToDictionary(p => p.Id, p => p.place, StringComparer.Ordinal);
        _steps = [.. policies.Select(p => (p, p.Reads.Select(r => places[r.Id]).ToArray()))];
        _runs = new Pool<AppraisalRun>(() => new AppraisalRun([.. policies.Select(p => p.Runner.CreateInputs())]));
        _weighting = places[scheme.Weighting];
        _promotion = PlaceOf(scheme.Promotion);
        _training = PlaceOf(scheme.Training);
        _reward = PlaceOf(scheme.Reward);
        var members = new[] { ("scores", _weighting), ("promotion", _promotion), ("training", _training), ("reward", _reward) };
        _writer = new AppraisalWriter([.. members.Where(m => m.Item2 != None).Select(m => (m.Item1, policies[m.Item2].Runner, m.Item2))]);

        int PlaceOf(string? policy) => policy is null ? None : places[policy];
    }

    /// <summary>The policies, each after those it reads, with the indexes of those it reads.</summary>
    public IReadOnlyList<(CompiledPolicy Policy, int[] Reads)> Steps => _steps;

    /// <summary>Evaluates every policy.</summary>
    /// <param name="facts">The facts about the subject.</param>
    /// <returns>The results. The caller must give them back with <see cref="Return"/>.</returns>
    public AppraisalRun Run(FactObject facts)
    {
        var run = _runs.Rent();
        for (var i = 0; i < _steps.Length; i++)
        {
            var inputs = run.InputsOf(i);
            inputs[0] = facts;
            run.Policies[i] = _steps[i].Policy.Runner.Run(inputs, run.Policies, _steps[i].Reads);
        }

        return run;
    }

    /// <summary>Returns the results with their reasons as objects.</summary>
    /// <param name="facts">The facts about the subject.</param>
    /// <param name="run">The results for these facts.</param>
    public AppraisalResult Tell(FactObject facts, AppraisalRun run) => new(
        _model.SubjectOf(facts),
        _steps[_weighting].Policy.Scores!.Tell(run.Policies[_weighting]),
        Tell(_promotion, run),
        Tell(_training, run),
        Tell(_reward, run));

    /// <summary>Returns the paths that are missing for the composite score.</summary>
    public IReadOnlyList<string> MissingOf(AppraisalRun run) => run.Policies[_weighting].Missing;

    /// <summary>Writes the results with their reasons; see <see cref="SchemeAnswer.WriteMembers"/>.</summary>
    public void Write(IBufferWriter<byte> output, AppraisalRun run) => _writer.Write(output, run.Policies);

    /// <summary>Writes the results without reasons; see <see cref="SchemeAnswer.WriteOutcomes"/>.</summary>
    public void WriteOutcomes(IBufferWriter<byte> output, string subject, AppraisalRun run) => _writer.WriteOutcomes(output, subject, run.Policies);

    /// <summary>Gives the memory of the results back. Nobody may use them any more.</summary>
    public void Return(AppraisalRun run)
    {
        for (var i = 0; i < _steps.Length; i++)
            _steps[i].Policy.Runner.Return(run.Policies[i], run.InputsOf(i));
        run.End();
        _runs.Return(run);
    }

    private PolicyResult? Tell(int step, AppraisalRun run) => step == None ? null : _steps[step].Policy.Rules!.Tell(run.Policies[step]);
}
