using System.Runtime.CompilerServices;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows.Telling;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Workflows;

/// <summary>How far a rule is.</summary>
internal enum RuleState : byte
{
    /// <summary>It did not run: nobody called it.</summary>
    NotRun,

    /// <summary>It does not hold.</summary>
    NotMet,

    /// <summary>It cannot be decided.</summary>
    Undetermined,

    /// <summary>It holds.</summary>
    Met,
}

/// <summary>The state of one evaluation of one workflow: what its rules came to, beside the values they read.</summary>
internal sealed class RuleFrame(int inputs, FrameLayout layout, ParamCode[] parameters, int rules, IReadOnlyList<int> ruleOfStep) : EvaluationFrame(inputs, layout, parameters)
{
    /// <summary>The states of the rules, by index.</summary>
    public readonly RuleState[] Rules = new RuleState[rules];

    /// <summary>The step that is running.</summary>
    public int Step;

    /// <summary>Whether to compute also what no answer needs.</summary>
    public bool Everything;

    private FactValue[] _shown = [];
    private int _shownCount;
    private readonly PathRange?[] _missing = new PathRange?[rules];
    private readonly EvaluationFault?[] _faults = new EvaluationFault?[rules];

    /// <summary>The answer while it is written.</summary>
    public Utf8Buffer Text { get; } = new();

    /// <summary>A reason while it is put together.</summary>
    public TextBuffer Words { get; } = new();

    /// <summary>Whose turn it is: every one who rents it has another.</summary>
    public int Turn { get; private set; }

    /// <summary>Whether any rule misses something of its own, or failed.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Begins a step; what is noted belongs to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(int step)
    {
        if (IsFailing)
            EndStep();
        Step = step;
        Missing.Noted = 0;
    }

    /// <summary>Ends the step that is running: its rule or param has failed if something failed in it.</summary>
    public void EndStep()
    {
        if (TakeFailure() is { } failure)
            FailStep(failure);
    }

    /// <summary>Notes that the rule or param of the step that is running could not be computed.</summary>
    public void FailStep(EvaluationException failure)
    {
        var rule = ruleOfStep[Step];
        if (rule < 0)
            Fail(~rule, failure);
        else
            FailRule(rule, failure);
    }

    /// <summary>Notes what a rule misses of its own.</summary>
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

    /// <summary>Room for the values that one rule shows.</summary>
    public Span<FactValue> Show(int count)
    {
        if (_shown.Length < count)
            _shown = new FactValue[count];
        _shownCount = Math.Max(_shownCount, count);
        return _shown.AsSpan(0, count);
    }

    /// <summary>Lets go of what the evaluation held, and of what was shown of it.</summary>
    public void Release()
    {
        _shown.AsSpan(0, Math.Min(_shownCount, _shown.Length)).Clear();
        _shownCount = 0;
        Turn++;
        End();
    }

    /// <summary>Makes ready for another evaluation.</summary>
    /// <param name="everything">Whether to compute also what no answer needs.</param>
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

    /// <summary>Why rules and params could not be computed.</summary>
    public IEnumerable<EvaluationFault> Faults => _faults.OfType<EvaluationFault>().Concat(Failures.Select(f => new EvaluationFault(f.Code, f.Text)));

    /// <summary>Why a rule could not be computed; <see langword="null"/> when it could.</summary>
    public EvaluationFault? FaultOf(int rule) => _faults[rule];

    /// <summary>What a rule misses of its own; <see langword="null"/> when its outcome came from other rules.</summary>
    public IReadOnlyList<string>? MissingOf(int rule) => _missing[rule] is { } range ? Missing.PathsOf(range) : null;
}
