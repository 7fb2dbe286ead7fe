using PolicyEngine.Documents;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Workflows;

/// <summary>
/// The compiled code of a workflow: interpreted until it is translated to machine code, with the same answers. Safe for concurrent use.
/// Its code can be collected together with it.
/// </summary>
internal sealed class RuleProgram
{
    private readonly IReadOnlyList<RuleSegment> _segments;
    private readonly ParamCode[] _params;
    private readonly Pool<RuleFrame> _frames;
    private readonly Lock _turn = new();
    private QuickProgramBuilder? _unbuilt;
    private QuickProgram? _quick;
    private volatile bool _isTranslated;
    private int _interpreted;
    private int _careful;

    /// <summary>Makes a program.</summary>
    /// <param name="segments">The code, in order.</param>
    /// <param name="quick">Creates the code for facts with nothing missing.</param>
    /// <param name="ruleOfStep">Which rule each step belongs to; for a param, the complement of its slot.</param>
    /// <param name="rules">How many rules there are.</param>
    /// <param name="parameters">The params.</param>
    /// <param name="layout">What a frame holds.</param>
    /// <param name="inputs">How many inputs there are.</param>
    public RuleProgram(
        IReadOnlyList<RuleSegment> segments, QuickProgramBuilder quick, IReadOnlyList<int> ruleOfStep, int rules, ParamCode[] parameters, FrameLayout layout, int inputs)
    {
        _segments = segments;
        _unbuilt = quick;
        _params = parameters;
        _frames = new Pool<RuleFrame>(() => new RuleFrame(inputs, layout, parameters, rules, ruleOfStep));
    }

    /// <summary>Evaluates every rule.</summary>
    /// <param name="inputs">One instance per input; <see langword="null"/> where none is given.</param>
    /// <returns>The result; return it with <see cref="Return"/>.</returns>
    public RuleFrame Run(ReadOnlySpan<FactObject?> inputs) => Run(inputs, everything: false);

    /// <summary>Whether everything can be computed within the limits of one decision, including what no answer needs.</summary>
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

    /// <summary>Evaluates with the available code, up to the number of steps that an interpreter may take.</summary>
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

    /// <summary>Returns a frame once everything was read from it.</summary>
    public void Return(RuleFrame frame)
    {
        frame.Release();
        _frames.Return(frame);
    }

    /// <summary>Whether all of it is translated.</summary>
    public bool IsTranslated => _isTranslated;

    /// <summary>How many evaluations there were before it was translated.</summary>
    public int Interpreted => Volatile.Read(ref _interpreted);

    /// <summary>How many evaluations by translated code used the careful program, because something was missing or failed.</summary>
    public int Careful => Volatile.Read(ref _careful);

    /// <summary>Translates its code to machine code; evaluations continue in the meantime and use what is ready.</summary>
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

    /// <summary>A rule or param that fails is noted, and the others continue: each has an outcome of its own.</summary>
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
/// <param name="Start">Its first step.</param>
/// <param name="End">The step after its last.</param>
/// <param name="Code">Runs the steps from the given one, counted from <paramref name="Start"/>, to the last.</param>
internal sealed record RuleSegment(int Start, int End, TieredCode<Action<RuleFrame, int>> Code);
