using PolicyEngine.Expressions;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Workflows;

/// <summary>The compiled code of a workflow. Immutable; safe for concurrent use. Whoever lets go of it lets go of its code.</summary>
internal sealed class RuleProgram
{
    private readonly IReadOnlyList<RuleSegment> _segments;
    private readonly IReadOnlyList<int> _ruleOfStep;
    private readonly int _params;
    private readonly Pool<RuleFrame> _frames;

    /// <summary>Makes a program.</summary>
    /// <param name="segments">The code, in order.</param>
    /// <param name="ruleOfStep">Which rule each step belongs to; for a param, the complement of its slot.</param>
    /// <param name="rules">How many rules there are.</param>
    /// <param name="parameters">The params.</param>
    /// <param name="layout">What a frame holds.</param>
    /// <param name="inputs">How many inputs there are.</param>
    public RuleProgram(IReadOnlyList<RuleSegment> segments, IReadOnlyList<int> ruleOfStep, int rules, ParamCode[] parameters, FrameLayout layout, int inputs)
    {
        _segments = segments;
        _ruleOfStep = ruleOfStep;
        _params = parameters.Length;
        _frames = new Pool<RuleFrame>(() => new RuleFrame(inputs, layout, parameters, rules));
    }

    /// <summary>Evaluates every rule.</summary>
    /// <param name="inputs">One instance per input; <see langword="null"/> where none is given.</param>
    /// <returns>What came out; give it back with <see cref="Return"/>.</returns>
    public RuleFrame Run(ReadOnlySpan<FactObject?> inputs) => Run(inputs, everything: false);

    /// <summary>Whether everything can be computed within the bounds of one decision, also what no answer needs.</summary>
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
        frame.Start(inputs);
        frame.Clear(everything);
        for (var i = 0; i < _segments.Count; i++)
            Run(_segments[i], frame);
        return frame;
    }

    /// <summary>Gives a frame back once everything was taken out of it.</summary>
    public void Return(RuleFrame frame)
    {
        frame.Release();
        _frames.Return(frame);
    }

    /// <summary>Has all code translated for the machine, so that the first evaluation is as fast as the later ones.</summary>
    public void Warm()
    {
        var frame = Run([], everything: true);
        ReadParams(frame);
        Return(frame);
    }

    private void ReadParams(RuleFrame frame)
    {
        for (var slot = 0; slot < _params; slot++)
            frame.Peek(slot);
    }

    /// <summary>A rule or param that fails is noted, and the others go on: each has an outcome of its own.</summary>
    private void Run(RuleSegment segment, RuleFrame frame)
    {
        for (var step = segment.Start; step < segment.End;)
        {
            try
            {
                segment.Run(frame, step - segment.Start);
                return;
            }
            catch (Exception e) when (ExpressionFailures.TryDescribe(e, out var failure))
            {
                var rule = _ruleOfStep[frame.Step];
                if (rule < 0)
                    frame.Fail(~rule, failure);
                else
                    frame.FailRule(rule, failure);
                step = frame.Step + 1;
            }
        }
    }
}

/// <summary>The code of some steps that follow each other.</summary>
/// <param name="Start">Its first step.</param>
/// <param name="End">The step after its last.</param>
/// <param name="Run">Runs the steps from the one of that number, counted from <paramref name="Start"/>, to the last.</param>
internal sealed record RuleSegment(int Start, int End, Action<RuleFrame, int> Run);
