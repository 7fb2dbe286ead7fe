using System.Buffers;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>
/// What the rules of a policy came to on one subject, still where they were computed, to be written without making objects
/// of it first. Dispose of it once it is written: the next decision uses the same memory.
/// </summary>
public readonly ref struct PolicyAnswer
{
    private readonly PolicyWriters _writers;
    private readonly RuleFrame? _frame;
    private readonly int _turn;

    internal PolicyAnswer(PolicyWriters writers, FactsReport facts, RuleFrame? frame)
    {
        _writers = writers;
        _frame = frame;
        _turn = frame?.Turn ?? 0;
        Facts = facts;
        Missing = frame is null ? [] : writers.Workflow.MissingOf(frame);
    }

    /// <summary>What was wrong with the facts; when it has faults there is nothing to write.</summary>
    public FactsReport Facts { get; }

    /// <summary>Fields that an undetermined rule would need, each once.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>For promotion policies: all top-level rules together; <see langword="null"/> for other kinds, whose rules stand alone.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public Outcome? Outcome => _writers.IsOneAnswer && Frame is { } frame ? _writers.Workflow.Together(frame) switch
    {
        RuleState.Met => Workflows.Outcome.Met,
        RuleState.NotMet => Workflows.Outcome.NotMet,
        _ => Workflows.Outcome.Undetermined,
    }
    : null;

    /// <summary>What the rules came to; after disposal it may be another person's.</summary>
    private RuleFrame? Frame => _frame is null || _frame.Turn == _turn ? _frame : throw new ObjectDisposedException(nameof(PolicyAnswer));

    /// <summary>
    /// Writes the members <c>outcome</c> (of a promotion policy), <c>events</c>, <c>missing</c> and <c>rules</c> of a decision, every
    /// rule with its reason: byte for byte what serialising <see cref="PolicyDecision.Result"/> as the service does gives, without the
    /// braces around it.
    /// </summary>
    /// <param name="output">Takes them, in UTF-8, in one piece; nothing when the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public void WriteMembers(IBufferWriter<byte> output)
    {
        if (Frame is { } frame)
            _writers.WithReasons.Write(output, frame, Missing);
    }

    /// <summary>
    /// Writes what the rules came to without reasons, as one JSON object: <c>subject</c>, and what other policies read of this
    /// one (<c>met</c>, <c>rules</c>, <c>outputs</c>) with <c>events</c> and <c>missing</c>.
    /// </summary>
    /// <param name="output">Takes it, in UTF-8, in one piece; nothing when the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">It was disposed of.</exception>
    public void WriteOutcomes(IBufferWriter<byte> output)
    {
        if (Frame is { } frame)
            _writers.Outcomes.Write(output, Facts.Subject, frame, Missing);
    }

    /// <summary>Gives the memory back; a second time does nothing.</summary>
    public void Dispose()
    {
        if (_frame?.Turn == _turn)
            _writers.Workflow.Program.Return(_frame);
    }
}
