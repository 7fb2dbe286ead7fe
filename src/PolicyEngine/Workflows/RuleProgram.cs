using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Workflows;

/// <summary>
/// The compiled code of a workflow. It is interpreted until it has been compiled to machine code, with the same results. Safe for concurrent use. The code is
/// garbage-collected together with this object.
/// </summary>
internal sealed class RuleProgram
{
    private readonly IReadOnlyList<RuleSegment> _segments;
    private readonly int _decided;
    private readonly ParamCode[] _params;
    private readonly Pool<RuleFrame> _frames;
    private readonly Lock _turn = new();
    private QuickProgramBuilder? _unbuilt;
    private QuickProgram? _quick;
    private volatile bool _isTranslated;
    private int _interpreted;
    private int _careful;

    /// <summary>Creates a program.</summary>
    /// <param name="segments">The segments of the code, in order.</param>
    /// <param name="decided">How many of them decide the rules; the rest belongs to a trace.</param>
    /// <param name="quick">Builds the code for facts without missing values.</param>
    /// <param name="ruleOfStep">The rule that each step belongs to; for a step of a param, the bitwise complement of its slot.</param>
    /// <param name="rules">The number of rules.</param>
    /// <param name="parameters">The params.</param>
    /// <param name="layout">The layout of a frame's values.</param>
    /// <param name="inputs">The number of inputs.</param>
    public RuleProgram(
        IReadOnlyList<RuleSegment> segments, int decided, QuickProgramBuilder quick, IReadOnlyList<int> ruleOfStep, int rules, ParamCode[] parameters, FrameLayout layout, int inputs)
    {
        _segments = segments;
        _decided = decided;
        _unbuilt = quick;
        _params = parameters;
        _frames = new Pool<RuleFrame>(() => new RuleFrame(inputs, layout, parameters, rules, ruleOfStep));
    }

    /// <summary>Evaluates every rule.</summary>
    /// <param name="inputs">One instance per input; <see langword="null"/> where none is given.</param>
    /// <returns>The frame with the result. The caller must give it back with <see cref="Return"/>.</returns>
    public RuleFrame Run(ReadOnlySpan<FactObject?> inputs) => Run(inputs, everything: false);

    /// <summary>
    /// Evaluates every rule, and then what a trace shows beside them. The code is interpreted however much there is to do, because it runs once: translating it would take
    /// longer than all the steps.
    /// </summary>
    /// <param name="inputs">One instance per input; <see langword="null"/> where none is given.</param>
    /// <returns>The frame with the result. The caller must give it back with <see cref="Return"/>.</returns>
    public RuleFrame RunTraced(ReadOnlySpan<FactObject?> inputs)
    {
        var frame = _frames.Rent();
        frame.Start(inputs, isInterpreted: false);
        frame.Clear(everything: false);
        for (var i = 0; i < _segments.Count; i++)
        {
            if (i == _decided)
                frame.BeginTrace();
            Run(_segments[i], frame);
        }

        return frame;
    }

    /// <summary>Whether everything, including values that no result needs, can be computed within the limits of one decision.</summary>
    public bool CanComputeEverything(ReadOnlySpan<FactObject?> inputs)
    {
        var frame = Run(inputs, everything: true);
        ReadParams(frame);
        var isWithinBounds = !frame.Faults.Any(f => f.Code is EvaluationFaults.TooMuchWork or EvaluationFaults.TextTooLong or EvaluationFaults.ListTooLong);
        Return(frame);
        return isWithinBounds;
    }

    private RuleFrame Run(ReadOnlySpan<FactObject?> inputs, bool everything)
    {
        var frame = _frames.Rent();
        if (!_isTranslated && TryInterpret(frame, inputs, everything))
            return frame;
        Translate();
        if (!everything && _quick?.TryRun(frame, inputs) == true)
            return frame;
        Interlocked.Increment(ref _careful);
        Run(frame, inputs, everything, isInterpreted: false);
        return frame;
    }

    /// <summary>Evaluates by interpretation; returns <see langword="false"/> if that takes more steps than an interpreter may.</summary>
    private bool TryInterpret(RuleFrame frame, ReadOnlySpan<FactObject?> inputs, bool everything)
    {
        Interlocked.Increment(ref _interpreted);
        try
        {
            Run(frame, inputs, everything, isInterpreted: true);
            frame.Decided();
            return true;
        }
        catch (BeginAgainException)
        {
            return false;
        }
    }

    private void Run(RuleFrame frame, ReadOnlySpan<FactObject?> inputs, bool everything, bool isInterpreted)
    {
        frame.Start(inputs, isInterpreted);
        frame.Clear(everything);
        for (var i = 0; i < _segments.Count; i++)
            Run(_segments[i], frame);
    }

    /// <summary>Gives a frame back after everything needed has been read from it.</summary>
    public void Return(RuleFrame frame)
    {
        frame.Release();
        _frames.Return(frame);
    }

    /// <summary>Whether the whole program has been compiled to machine code.</summary>
    public bool IsTranslated => _isTranslated;

    /// <summary>The number of evaluations by interpretation, before the program was compiled to machine code.</summary>
    public int Interpreted => Volatile.Read(ref _interpreted);

    /// <summary>The number of evaluations by compiled code that needed three-valued logic, because a value was missing or a computation failed.</summary>
    public int Careful => Volatile.Read(ref _careful);

    /// <summary>Compiles the program to machine code. Evaluations can continue in the meantime and use the parts that are ready.</summary>
    public void Translate()
    {
        if (_isTranslated)
            return;
        foreach (var segment in _segments)
            segment.Code.Translate();
        foreach (var param in _params)
            param.Code?.Translate();
        lock (_turn)
        {
            _quick ??= _unbuilt?.Build();
            _unbuilt = null;
            _isTranslated = true;
        }
    }

    private void ReadParams(RuleFrame frame)
    {
        for (var slot = 0; slot < _params.Length; slot++)
            frame.Peek(slot);
    }

    /// <summary>
    /// Runs a segment. When a rule or param fails, the failure is recorded and the rest continues, because each rule has an outcome of its own.
    /// </summary>
    private static void Run(RuleSegment segment, RuleFrame frame)
    {
        var run = segment.Code.Run;
        for (var step = segment.Start; step < segment.End;)
        {
            try
            {
                run(frame, step - segment.Start);
                frame.EndStep();
                return;
            }
            catch (Exception e) when (ExpressionFailures.TryDescribe(e, out var failure))
            {
                frame.FailStep(frame.TakeFailure() ?? failure);
                step = frame.Step + 1;
            }
        }
    }
}

/// <summary>The code of some consecutive steps.</summary>
/// <param name="Start">The index of the first step.</param>
/// <param name="End">The index after that of the last step.</param>
/// <param name="Code">Runs the steps from the given one, counted from <paramref name="Start"/>, to the last.</param>
internal sealed record RuleSegment(int Start, int End, TieredCode<Action<RuleFrame, int>> Code);
