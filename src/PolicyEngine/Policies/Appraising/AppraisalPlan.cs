using System.Buffers;
using PolicyEngine.Appraisals;
using PolicyEngine.Facts;

namespace PolicyEngine.Policies.Appraising;

/// <summary>
/// Everything a scheme computes for one subject, prepared once for the versions of scheme, model and policies: which policy follows which, where each
/// finds what it reads, and which of them says what. Immutable; safe for concurrent use.
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

    /// <summary>Prepares a scheme.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="model">The model that all its policies read.</param>
    /// <param name="policies">Its policies, each after those it reads.</param>
    public AppraisalPlan(SchemeDocument scheme, CompiledModel model, IReadOnlyList<CompiledPolicy> policies)
    {
        _model = model;
        var places = policies.Select((p, place) => (p.Policy.Id, place)).ToDictionary(p => p.Id, p => p.place, StringComparer.Ordinal);
        _steps = [.. policies.Select(p => (p, p.Reads.Select(r => places[r.Id]).ToArray()))];
        _weighting = places[scheme.Weighting];
        _promotion = PlaceOf(scheme.Promotion);
        _training = PlaceOf(scheme.Training);
        _reward = PlaceOf(scheme.Reward);
        var members = new[] { ("scores", _weighting), ("promotion", _promotion), ("training", _training), ("reward", _reward) };
        _writer = new AppraisalWriter([.. members.Where(m => m.Item2 != None).Select(m => (m.Item1, policies[m.Item2], m.Item2))]);

        int PlaceOf(string? policy) => policy is null ? None : places[policy];
    }

    /// <summary>The policies, each after those it reads, with the places of those.</summary>
    public IReadOnlyList<(CompiledPolicy Policy, int[] Reads)> Steps => _steps;

    /// <summary>Lets every policy decide.</summary>
    /// <param name="facts">The facts.</param>
    /// <returns>What they came to; give it back with <see cref="Return"/>.</returns>
    public PolicyRun[] Run(FactObject facts)
    {
        var runs = new PolicyRun[_steps.Length];
        for (var i = 0; i < runs.Length; i++)
            runs[i] = _steps[i].Policy.Run(facts, runs, _steps[i].Reads);
        return runs;
    }

    /// <summary>Tells what they came to, and why.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="runs">What came of them.</param>
    public AppraisalResult Tell(FactObject facts, PolicyRun[] runs) => new(
        _model.SubjectOf(facts),
        _steps[_weighting].Policy.TellScores(runs[_weighting]),
        Tell(_promotion, runs),
        Tell(_training, runs),
        Tell(_reward, runs));

    /// <summary>Fields that the composite lacks.</summary>
    public IReadOnlyList<string> MissingOf(PolicyRun[] runs) => runs[_weighting].Missing;

    /// <summary>Writes what they came to, and why: see <see cref="SchemeAnswer.WriteMembers"/>.</summary>
    public void Write(IBufferWriter<byte> output, PolicyRun[] runs) => _writer.Write(output, runs);

    /// <summary>Gives the memory back; nobody may look at it any more. A second time does nothing: it may be another person's by then.</summary>
    public void Return(PolicyRun[] runs)
    {
        for (var i = 0; i < runs.Length; i++)
        {
            _steps[i].Policy.Return(runs[i]);
            runs[i] = default;
        }
    }

    private PolicyResult? Tell(int step, PolicyRun[] runs) => step == None ? null : _steps[step].Policy.Tell(runs[step]);
}
