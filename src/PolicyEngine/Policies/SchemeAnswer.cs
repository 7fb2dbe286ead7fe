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
    private readonly PolicyRun[]? _runs;

    internal SchemeAnswer(AppraisalPlan plan, FactsReport facts, AppraisalSubject? subject, PolicyRun[]? runs)
    {
        _plan = plan;
        _runs = runs;
        Facts = facts;
        Subject = subject;
    }

    /// <summary>What was wrong with the facts; when it has faults there is nothing to write.</summary>
    public FactsReport Facts { get; }

    /// <summary>The person and the period; <see langword="null"/> when the facts are refused.</summary>
    public AppraisalSubject? Subject { get; }

    /// <summary>Fields that the composite lacks, each once.</summary>
    public IReadOnlyList<string> Missing => _runs is null ? [] : _plan.MissingOf(_runs);

    /// <summary>
    /// Writes the members <c>scores</c>, and <c>promotion</c>, <c>training</c> and <c>reward</c> as far as the scheme has them: byte for byte what
    /// serialising <see cref="SchemeAppraisal.Result"/> as the service does gives, without the subject and without the braces around it.
    /// </summary>
    /// <param name="output">Takes them, in UTF-8, in one piece; nothing when the facts are refused.</param>
    public void WriteMembers(IBufferWriter<byte> output)
    {
        if (_runs is not null)
            _plan.Write(output, _runs);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_runs is not null)
            _plan.Return(_runs);
    }
}
