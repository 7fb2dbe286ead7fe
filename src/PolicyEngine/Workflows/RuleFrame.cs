using System.Runtime.CompilerServices;
using PolicyEngine.Expressions;
using PolicyEngine.Expressions.Running;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;
using PolicyEngine.Workflows.Telling;
using PolicyEngine.Workflows.Writing;

namespace PolicyEngine.Workflows;

/// <summary>The state of a rule.</summary>
internal enum RuleState : byte
{
    /// <summary>It did not run, because no rule called it.</summary>
    NotRun,

    /// <summary>It does not hold.</summary>
    NotMet,

    /// <summary>It cannot be decided.</summary>
    Undetermined,

    /// <summary>It holds.</summary>
    Met,
}

/// <summary>The state of one evaluation of one workflow: the states of its rules, and the values they read.</summary>
internal sealed class RuleFrame(int inputs, FrameLayout layout, ParamCode[] parameters, int rules, IReadOnlyList<int> ruleOfStep) : EvaluationFrame(inputs, layout, parameters)
{
    /// <summary>The states of the rules, by index.</summary>
    public readonly RuleState[] Rules = new RuleState[rules];

    /// <summary>The step that is running.</summary>
    public int Step;

    /// <summary>Whether to compute also values that no answer needs.</summary>
    public bool Everything;

    private FactValue[] _shown = [];
    private int _shownCount;
    private readonly PathRange?[] _missing = new PathRange?[rules];
    private readonly EvaluationFault?[] _faults = new EvaluationFault?[rules];

    /// <summary>The answer while it is written.</summary>
    public Utf8Buffer Text { get; } = new();

    /// <summary>A reason while it is built.</summary>
    public TextBuffer Words { get; } = new();

    /// <summary>Identifies the current user: every rental has a different number.</summary>
    public int Turn { get; private set; }

    /// <summary>Whether any rule itself lacks data, or failed.</summary>
    public bool IsTold { get; private set; }

    /// <summary>Begins a step; what is noted from now on belongs to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Begin(int step)
    {
        if (IsFailing)
            EndStep();
        Step = step;
        Missing.Noted = 0;
    }

    /// <summary>Ends the current step: its rule or param has failed if something failed in it.</summary>
    public void EndStep()
    {
        if (TakeFailure() is { } failure)
            FailStep(failure);
    }

    /// <summary>Notes that the rule or param of the current step could not be computed.</summary>
    public void FailStep(EvaluationException failure)
    {
        var rule = ruleOfStep[Step];
        if (rule < 0)
            Fail(~rule, failure);
        else
            FailRule(rule, failure);
    }

    /// <summary>Notes what a rule itself lacks.</summary>
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

    /// <summary>Space for the values that one rule shows.</summary>
    public Span<FactValue> Show(int count)
    {
        if (_shown.Length < count)
            _shown = new FactValue[count];
        _shownCount = Math.Max(_shownCount, count);
        return _shown.AsSpan(0, count);
    }

    /// <summary>Releases the data of the evaluation, and what was built from it.</summary>
    public void Release()
    {
        _shown.AsSpan(0, Math.Min(_shownCount, _shown.Length)).Clear();
        _shownCount = 0;
        Turn++;
        End();
    }

    /// <summary>Prepares for another evaluation.</summary>
    /// <param name="everything">Whether to compute also values that no answer needs.</param>
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

    /// <summary>What a rule itself lacks; <see langword="null"/> if its outcome came from other rules.</summary>
    public IReadOnlyList<string>? MissingOf(int rule) => _missing[rule] is { } range ? Missing.PathsOf(range) : null;
}
