using System.Runtime.CompilerServices;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows.Telling;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Workflows;

/// <summary>The state of a rule. The order matters: over the rules that ran, Kleene's <c>and</c> is the minimum and <c>or</c> the maximum.</summary>
internal enum RuleState : byte
{
    /// <summary>The rule did not run, because no rule called it.</summary>
    NotRun,

    /// <summary>The rule is not met.</summary>
    NotMet,

    /// <summary>The rule cannot be decided.</summary>
    Undetermined,

    /// <summary>The rule is met.</summary>
    Met,
}

/// <summary>The state of one evaluation of a workflow: the states of its rules, and the values that they read.</summary>
internal sealed class RuleFrame(int inputs, FrameLayout layout, ParamCode[] parameters, int rules, IReadOnlyList<int> ruleOfStep) : EvaluationFrame(inputs, layout, parameters)
{
    /// <summary>The states of the rules, by index.</summary>
    public readonly RuleState[] Rules = new RuleState[rules];

    /// <summary>The index of the step that is running.</summary>
    public int Step;

    /// <summary>Whether values that no result needs are computed as well.</summary>
    public bool Everything;

    private FactValue[] _shown = [];
    private int _shownCount;
    private readonly PathRange?[] _missing = new PathRange?[rules];
    private readonly EvaluationFault?[] _faults = new EvaluationFault?[rules];

    /// <summary>The JSON of the answer while it is written.</summary>
    public Utf8Buffer Text { get; } = new();

    /// <summary>The text of a reason while it is built.</summary>
    public TextBuffer Words { get; } = new();

    /// <summary>A number that identifies the current evaluation; it changes whenever the frame is released.</summary>
    public int Turn { get; private set; }

    /// <summary>Whether any rule lacks data of its own, or failed.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Begins a step. Missing values and failures recorded from now on belong to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(int step)
    {
        if (IsFailing)
            EndStep();
        Step = step;
        Missing.Noted = 0;
    }

    /// <summary>Ends the current step. If something failed in it, its rule or param has failed.</summary>
    public void EndStep()
    {
        if (TakeFailure() is { } failure)
            FailStep(failure);
    }

    /// <summary>Records that the rule or param of the current step could not be computed.</summary>
    public void FailStep(EvaluationException failure)
    {
        var rule = ruleOfStep[Step];
        if (rule < 0)
            Fail(~rule, failure);
        else
            FailRule(rule, failure);
    }

    /// <summary>Records the data that a rule itself lacks.</summary>
    /// <returns><see cref="RuleState.Undetermined"/>.</returns>
    public RuleState Open(int rule)
    {
        IsTold = true;
        _missing[rule] = Missing.Keep(0);
        return RuleState.Undetermined;
    }

    private void FailRule(int rule, EvaluationException failure)
    {
        IsTold = true;
        FailRunning(failure);
        Rules[rule] = RuleState.Undetermined;
        _faults[rule] = new EvaluationFault(failure.Code, failure.Text);
    }

    /// <summary>Returns space for the values that one rule shows.</summary>
    public Span<FactValue> Show(int count)
    {
        if (_shown.Length < count)
            _shown = new FactValue[count];
        _shownCount = Math.Max(_shownCount, count);
        return _shown.AsSpan(0, count);
    }

    /// <summary>Clears the facts of the evaluation and everything that was derived from them.</summary>
    public void Release()
    {
        _shown.AsSpan(0, Math.Min(_shownCount, _shown.Length)).Clear();
        _shownCount = 0;
        Turn++;
        End();
    }

    /// <summary>Prepares the frame for an evaluation.</summary>
    /// <param name="everything">Whether values that no result needs are computed as well.</param>
    public void Clear(bool everything)
    {
        Everything = everything;
        Rules.AsSpan().Clear();
        if (!IsTold)
            return;
        Array.Clear(_missing);
        Array.Clear(_faults);
        IsTold = false;
    }

    /// <summary>The faults of all rules and params.</summary>
    public IEnumerable<EvaluationFault> Faults => _faults.OfType<EvaluationFault>().Concat(Failures.Select(f => new EvaluationFault(f.Code, f.Text)));

    /// <summary>Returns the fault that prevented a rule's computation; <see langword="null"/> if there is none.</summary>
    public EvaluationFault? FaultOf(int rule) => _faults[rule];

    /// <summary>Returns the paths that a rule itself lacks; <see langword="null"/> if its outcome came from other rules.</summary>
    public IReadOnlyList<string>? MissingOf(int rule) => _missing[rule] is { } range ? Missing.PathsOf(range) : null;
}
