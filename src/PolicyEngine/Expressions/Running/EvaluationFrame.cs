using System.Runtime.CompilerServices;
using PolicyEngine.Documents;
using PolicyEngine.Expressions.Lists;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions.Running;

/// <summary>The state of a param.</summary>
internal enum ParamState : byte
{
    /// <summary>It has not been read yet.</summary>
    Unread,

    /// <summary>It is being computed.</summary>
    Running,

    /// <summary>It has a value.</summary>
    Known,

    /// <summary>Data that it needs is missing.</summary>
    Missing,

    /// <summary>Computing it has failed.</summary>
    Failed,
}

/// <summary>
/// The state of one evaluation of one workflow: the inputs, the values computed so far, and what was missing. It is reused for
/// later evaluations, so that a decision allocates nothing. The public fields are for compiled code.
/// </summary>
internal class EvaluationFrame
{
    /// <summary>The inputs, in the order of the scope; <see langword="null"/> for an input that was not given.</summary>
    public readonly FactObject?[] Inputs;

    /// <summary>The states of the params, by slot.</summary>
    public readonly ParamState[] States;

    /// <summary>The values of type decimal, by slot index.</summary>
    public readonly decimal[] Numbers;

    /// <summary>The integers, booleans and dates, as 64 bits, by slot index.</summary>
    public readonly long[] Scalars;

    /// <summary>The texts, lists and objects, by slot index.</summary>
    public readonly object?[] References;

    /// <summary>Provides the lists that expressions create.</summary>
    public readonly LentLists Lists = new();

    /// <summary>The paths that were read and found missing.</summary>
    public readonly MissingPaths Missing = new();

    private static readonly EvaluationException Untold = ExpressionFailures.DivisionByZero(); // Any failure while hurried; the restart reports the real one.

    private static readonly LocalizedText WorkOfDecision = new("more work over lists and texts than one decision may take", "列表和文本的运算量超过一次决策的上限");
    private static readonly LocalizedText WorkOfTrace = new("more work over lists and texts than one trace may take", "列表和文本的运算量超过一次追溯的上限");

    private readonly ParamCode[] _params;
    private readonly PathRange[] _missingOfParams;
    private readonly EvaluationException?[] _failures;
    private readonly int[] _running;
    private int _runningCount;
    private int _steps;
    private int _stepsKept;
    private EvaluationException? _failure;
    private bool _isInterpreted;
    private bool _isHurried;
    private bool _isDecided;
    private bool _isTraced;

    /// <summary>Creates a frame.</summary>
    /// <param name="inputs">The number of inputs.</param>
    /// <param name="layout">The numbers of its slots.</param>
    /// <param name="parameters">The params, by slot.</param>
    public EvaluationFrame(int inputs, FrameLayout layout, ParamCode[] parameters)
    {
        _params = parameters;
        Inputs = new FactObject?[inputs];
        States = new ParamState[parameters.Length];
        Numbers = new decimal[layout.Numbers];
        Scalars = new long[layout.Scalars];
        References = new object?[layout.References];
        _missingOfParams = new PathRange[parameters.Length];
        _failures = new EvaluationException?[parameters.Length];
        _running = new int[parameters.Length];
    }

    /// <summary>The failures of the params that could not be computed.</summary>
    public IEnumerable<EvaluationException> Failures => States.Index().Where(s => s.Item == ParamState.Failed).Select(s => _failures[s.Index]!);

    /// <summary>Starts an evaluation.</summary>
    /// <param name="inputs">One instance per input.</param>
    /// <param name="isInterpreted">Whether some of the code may be interpreted, which limits the steps until a restart.</param>
    public void Start(ReadOnlySpan<FactObject?> inputs, bool isInterpreted)
    {
        inputs.CopyTo(Inputs);
        Lists.TakeBackAll();
        States.AsSpan().Clear();
        Missing.Clear();
        _failure = null;
        _runningCount = 0;
        _isInterpreted = isInterpreted;
        _isHurried = false;
        _isDecided = false;
        _isTraced = false;
        _steps = isInterpreted ? EvaluationLimits.InterpretedSteps : EvaluationLimits.Steps;
    }

    /// <summary>
    /// Limits the evaluation to <see cref="EvaluationLimits.QuickSteps"/> for now. Exceeding them causes a restart and is not visible in any answer.
    /// </summary>
    public void Hurry() => (_steps, _isHurried) = (EvaluationLimits.QuickSteps, true);

    /// <summary>Ends <see cref="Hurry"/>: allows the remaining steps of the full limit.</summary>
    public void Relax() => (_steps, _isHurried) = (_steps + EvaluationLimits.Steps - EvaluationLimits.QuickSteps, false);

    /// <summary>Whether what is being computed has failed.</summary>
    public bool IsFailing => _failure is not null;

    /// <summary>
    /// Records a failure of what is being computed, without throwing. The computation continues with an arbitrary value that is not used; when the
    /// current step or param ends, it has failed. Until then nothing can take steps or change what others read: a call that takes steps throws the
    /// failure, and unread params are not computed. The result is therefore the same as after an exception. Only the first failure is reported.
    /// </summary>
    /// <param name="owner">The first argument of <paramref name="describe"/>.</param>
    /// <param name="about">The second argument of <paramref name="describe"/>.</param>
    /// <param name="describe">Creates the failure; not called while the evaluation is hurried.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FailLater<TOwner, TAbout>(TOwner owner, TAbout about, Func<TOwner, TAbout, EvaluationException> describe)
    {
        if (_failure is null)
            FailLater(_isHurried ? Untold : describe(owner, about));
    }

    private void FailLater(EvaluationException failure) => (_failure, _stepsKept, _steps) = (failure, _steps, -1);

    /// <summary>Returns and clears the recorded failure, and restores the steps; <see langword="null"/> if there is none.</summary>
    public EvaluationException? TakeFailure()
    {
        if (_failure is not { } failure)
            return null;
        (_failure, _steps) = (null, _stepsKept);
        return failure;
    }

    /// <summary>Records that the rules are decided: anything computed from here on is only for display.</summary>
    public void Decided() => _isDecided = true;

    /// <summary>The rules are decided: what is computed from here on belongs to a trace, and takes steps of its own.</summary>
    public void BeginTrace() => (_steps, _isTraced) = (EvaluationLimits.TraceSteps, true);

    /// <summary>Releases the data of the evaluation.</summary>
    public void End()
    {
        Inputs.AsSpan().Clear();
        References.AsSpan().Clear();
        Lists.TakeBackAll();
        Missing.Trim();
    }

    /// <summary>Subtracts steps from those that remain for the evaluation.</summary>
    /// <exception cref="EvaluationException"><c>too-much-work</c> if too few steps remain; or the failure already recorded.</exception>
    public void Charge(int steps)
    {
        if (steps > _steps)
            TooMuchWork();
        _steps -= steps;
    }

    private void TooMuchWork()
    {
        if (_failure is not null && !_isHurried)
            throw _failure;
        _steps = 0; // Any further work of the evaluation exceeds the limit as well.
        throw _isInterpreted || _isHurried ? new BeginAgainException() : (Exception)new EvaluationException(EvaluationFaults.TooMuchWork, _isTraced ? WorkOfTrace : WorkOfDecision);
    }

    /// <summary>Subtracts the steps of one call over a text, and returns the text.</summary>
    public string ChargeText(string text)
    {
        Charge(1 + (text.Length / EvaluationLimits.CharactersPerStep));
        return text;
    }

    /// <summary>Subtracts the steps of one call over all characters of some texts, and returns the texts.</summary>
    public string[] ChargeTexts(string[] texts)
    {
        var characters = 0L;
        foreach (var text in texts)
            characters += text.Length;
        ChargeCharacters(characters);
        return texts;
    }

    /// <summary>Subtracts the steps of processing a number of characters.</summary>
    public void ChargeCharacters(long characters) => Charge((int)Math.Min(characters / EvaluationLimits.CharactersPerStep, int.MaxValue));

    /// <summary>Subtracts the steps of showing a list in an answer.</summary>
    public void ChargeShown(Array list)
    {
        Charge(1 + list.Length);
        if (list is string[] texts)
            ChargeTexts(texts);
    }

    /// <summary>Whether a param is known. Computes it at its first use, and records what it lacks.</summary>
    /// <returns><see langword="false"/> also if computing it has failed: then every reader fails with the same failure.</returns>
    public bool Read(int slot)
    {
        if (_failure is not null)
            return false;
        if (States[slot] == ParamState.Unread)
            Compute(slot);
        switch (States[slot])
        {
            case ParamState.Known:
                return true;
            case ParamState.Failed:
                if (_failure is null)
                    FailLater(_failures[slot]!);
                return false;
            default:
                Missing.Repeat(_missingOfParams[slot]);
                return false;
        }
    }

    /// <summary>Returns the value of a param for display; the default value if it is missing or has failed.</summary>
    public FactValue Peek(int slot)
    {
        if (States[slot] is ParamState.Unread or ParamState.Running)
        {
            if (_isInterpreted && _isDecided)
                TryInterpret(slot);
            else
                TryCompute(slot);
        }

        return States[slot] == ParamState.Known ? _params[slot].Place.Read(this) : default;
    }

    /// <summary>Computes a param for display. If that exceeds the steps for interpreted code, translates the code and starts over.</summary>
    private void TryInterpret(int slot)
    {
        var (states, steps, running) = (States.ToArray(), _steps, _runningCount);
        try
        {
            TryCompute(slot);
        }
        catch (BeginAgainException)
        {
            foreach (var param in _params)
                param.Code?.Translate();
            states.CopyTo(States, 0);
            _runningCount = running; // The param that reads it may itself be being computed.
            _isInterpreted = false;
            _steps = steps + EvaluationLimits.Steps - EvaluationLimits.InterpretedSteps;
            TryCompute(slot);
        }
    }

    private void TryCompute(int slot)
    {
        var (noted, running) = (Missing.Noted, _runningCount);
        try
        {
            Read(slot);
            TakeFailure(); // The failure is reported by the rules that read the param.
        }
        catch (Exception e) when (ExpressionFailures.TryDescribe(e, out var failure))
        {
            FailRunning(TakeFailure() ?? failure, running);
        }
        finally
        {
            Missing.Noted = noted;
        }
    }

    /// <summary>Marks the params that were being computed when an exception occurred as failed, with the same failure for every reader.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="from">The number of outer params being computed, which are not marked.</param>
    public void FailRunning(EvaluationException failure, int from = 0)
    {
        while (_runningCount > from)
        {
            var slot = _running[--_runningCount];
            States[slot] = ParamState.Failed;
            _failures[slot] = failure;
        }
    }

    private void Compute(int slot)
    {
        // Params at intervals along a long chain are computed first, so that no chain can exhaust the stack.
        var param = _params[slot];
        foreach (var before in param.Before)
        {
            if (States[before] == ParamState.Unread)
                Peek(before);
        }

        var (mark, lent) = (Missing.Noted, Lists.Lent);
        States[slot] = ParamState.Running;
        _running[_runningCount++] = slot;
        param.Code!.Run(this);
        _runningCount--;
        Lists.Hold(lent);
        if (_failure is not null)
            (States[slot], _failures[slot]) = (ParamState.Failed, _failure);
        Missing.Noted = mark;
    }

    /// <summary>Records that a param cannot be computed because of the paths recorded as missing since a mark.</summary>
    public void Open(int slot, int mark)
    {
        States[slot] = ParamState.Missing;
        _missingOfParams[slot] = Missing.Keep(mark);
    }

    /// <summary>Records that computing a param has failed.</summary>
    public void Fail(int slot, EvaluationException failure)
    {
        FailRunning(failure);
        States[slot] = ParamState.Failed;
        _failures[slot] = failure;
    }
}
