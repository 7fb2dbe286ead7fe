using System.Buffers;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies.Appraising;

namespace PolicyEngine.Policies;

/// <summary>
/// The result of a scheme for one subject, still in the memory in which it was computed, so that it can be written without creating objects for its rules.
/// Dispose of it after writing, because the next appraisal uses the same memory.
/// </summary>
public readonly ref struct SchemeAnswer
{
    private readonly AppraisalPlan _plan;
    private readonly AppraisalRun? _run;
    private readonly int _turn;

    internal SchemeAnswer(AppraisalPlan plan, FactsReport facts, AppraisalSubject? subject, AppraisalRun? run)
    {
        _plan = plan;
        _run = run;
        _turn = run?.Turn ?? 0;
        Facts = facts;
        Subject = subject;
    }

    /// <summary>What was wrong with the facts. If they have faults, there is nothing to write.</summary>
    public FactsReport Facts { get; }

    /// <summary>The person and the period; <see langword="null"/> if the facts are refused.</summary>
    public AppraisalSubject? Subject { get; }

    /// <summary>The paths that are missing for the composite score, each once.</summary>
    /// <exception cref="ObjectDisposedException">This answer has been disposed of.</exception>
    public IReadOnlyList<string> Missing => Run is { } run ? _plan.MissingOf(run) : [];

    /// <summary>The results. After disposal the memory may hold those of another subject, so accessing them throws.</summary>
    private AppraisalRun? Run => _run is null || _run.Turn == _turn ? _run : throw new ObjectDisposedException(nameof(SchemeAnswer));

    /// <summary>
    /// Writes the members <c>scores</c>, <c>promotion</c>, <c>training</c> and <c>reward</c>, as far as the scheme has them, without the subject and the
    /// enclosing braces. The bytes are the same as when the service serializes <see cref="SchemeAppraisal.Result"/>.
    /// </summary>
    /// <param name="output">Receives the members in UTF-8, in a single write; nothing if the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">This answer has been disposed of.</exception>
    public void WriteMembers(IBufferWriter<byte> output)
    {
        if (Run is { } run)
            _plan.Write(output, run);
    }

    /// <summary>
    /// Writes the results without reasons, as one JSON object: <c>subject</c> (the id), and <c>scores</c>, <c>promotion</c>, <c>training</c> and
    /// <c>reward</c> as far as the scheme has them. The scores contain every computed value but nothing that is the same for every subject (titles, methods,
    /// the policy's weights), and of the dimensions the outputs. The other members are written as by <see cref="PolicyAnswer.WriteOutcomes"/>, without the
    /// subject.
    /// </summary>
    /// <param name="output">Receives the object in UTF-8, in a single write; nothing if the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">This answer has been disposed of.</exception>
    public void WriteOutcomes(IBufferWriter<byte> output)
    {
        if (Run is { } run)
            _plan.WriteOutcomes(output, Subject!.Id, run);
    }

    /// <summary>Gives the memory back. Further calls do nothing.</summary>
    public void Dispose()
    {
        if (_run?.Turn == _turn)
            _plan.Return(_run);
    }
}
