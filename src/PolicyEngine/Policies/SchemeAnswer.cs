using System.Buffers;
using PolicyEngine.Appraisals;
using PolicyEngine.Policies.Appraising;

namespace PolicyEngine.Policies;

/// <summary>
/// What a scheme came to on one subject, still where it was computed, to be written without making objects of its rules first. Dispose of it once it is
/// written: the next appraisal uses the same memory.
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

    /// <summary>What was wrong with the facts; when it has faults there is nothing to write.</summary>
    public FactsReport Facts { get; }

    /// <summary>The person and the period; <see langword="null"/> when the facts are refused.</summary>
    public AppraisalSubject? Subject { get; }

    /// <summary>Fields that the composite lacks, each once.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public IReadOnlyList<string> Missing => Run is { } run ? _plan.MissingOf(run) : [];

    /// <summary>What it came to; after disposal it may be another person's.</summary>
    private AppraisalRun? Run => _run is null || _run.Turn == _turn ? _run : throw new ObjectDisposedException(nameof(SchemeAnswer));

    /// <summary>
    /// Writes the members <c>scores</c>, and <c>promotion</c>, <c>training</c> and <c>reward</c> as far as the scheme has them: byte for byte what
    /// serialising <see cref="SchemeAppraisal.Result"/> as the service does gives, without the subject and without the braces around it.
    /// </summary>
    /// <param name="output">Takes them, in UTF-8, in one piece; nothing when the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public void WriteMembers(IBufferWriter<byte> output)
    {
        if (Run is { } run)
            _plan.Write(output, run);
    }

    /// <summary>
    /// Writes what the policies came to without reasons, as one JSON object: <c>subject</c> (the id), <c>scores</c> and <c>promotion</c>, <c>training</c>
    /// and <c>reward</c> as far as the scheme has them. The scores have every computed value in its place, and not what is the same for everybody (titles,
    /// methods, the policy's weights); of dimensions there are the outputs. The others are as <see cref="PolicyAnswer.WriteOutcomes"/> writes them.
    /// </summary>
    /// <param name="output">Takes it, in UTF-8, in one piece; nothing when the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public void WriteOutcomes(IBufferWriter<byte> output)
    {
        if (Run is { } run)
            _plan.WriteOutcomes(output, Subject!.Id, run);
    }

    /// <summary>Gives the memory back; a second time does nothing.</summary>
    public void Dispose()
    {
        if (_run?.Turn == _turn)
            _plan.Return(_run);
    }
}
