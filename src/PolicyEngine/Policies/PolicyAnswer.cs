using System.Buffers;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>
/// The result of a policy's rules for one subject, still in the memory in which it was computed, so that it can be written without creating objects. Dispose
/// of it after writing, because the next decision uses the same memory.
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

    /// <summary>What was wrong with the facts. If they have faults, there is nothing to write.</summary>
    public FactsReport Facts { get; }

    /// <summary>The paths that undetermined rules would need, each once.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>
    /// The joint outcome of all top-level rules of a promotion policy; <see langword="null"/> for other kinds, and when the facts have faults.
    /// </summary>
    /// <exception cref="ObjectDisposedException">This answer has been disposed of.</exception>
    public Outcome? Outcome => _writers.IsOneAnswer && Frame is { } frame ? _writers.Workflow.Together(frame) switch
    {
        RuleState.Met => Workflows.Outcome.Met,
        RuleState.NotMet => Workflows.Outcome.NotMet,
        _ => Workflows.Outcome.Undetermined,
    }
    : null;

    /// <summary>The evaluation. After disposal the frame may hold the result of another subject, so accessing it throws.</summary>
    private RuleFrame? Frame => _frame is null || _frame.Turn == _turn ? _frame : throw new ObjectDisposedException(nameof(PolicyAnswer));

    /// <summary>
    /// Writes the members <c>outcome</c> (of a promotion policy), <c>events</c>, <c>missing</c> and <c>rules</c> of a decision, every rule with its reason,
    /// without the enclosing braces. The bytes are the same as when the service serializes <see cref="PolicyDecision.Result"/>.
    /// </summary>
    /// <param name="output">Receives the members in UTF-8, in a single write; nothing if the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">This answer has been disposed of.</exception>
    public void WriteMembers(IBufferWriter<byte> output)
    {
        if (Frame is { } frame)
            _writers.WithReasons.Write(output, frame, Missing);
    }

    /// <summary>
    /// Writes the results of the rules without reasons, as one JSON object: <c>subject</c>, the members that other policies read (<c>met</c>, <c>rules</c>,
    /// <c>outputs</c>), <c>events</c> and <c>missing</c>.
    /// </summary>
    /// <param name="output">Receives the object in UTF-8, in a single write; nothing if the facts are refused.</param>
    /// <exception cref="ObjectDisposedException">This answer has been disposed of.</exception>
    public void WriteOutcomes(IBufferWriter<byte> output)
    {
        if (Frame is { } frame)
            _writers.Outcomes.Write(output, Facts.Subject, frame, Missing);
    }

    /// <summary>Gives the memory back. Further calls do nothing.</summary>
    public void Dispose()
    {
        if (_frame?.Turn == _turn)
            _writers.Workflow.Program.Return(_frame);
    }
}
