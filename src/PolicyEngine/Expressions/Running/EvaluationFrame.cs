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

    /// <summary>What it needs is missing.</summary>
    Missing,

    /// <summary>It could not be computed.</summary>
    Failed,
}

/// <summary>
/// The state of one evaluation of one workflow: the inputs, the values computed so far, and what was missing. It is reused
/// for one evaluation after the other, so that deciding allocates nothing. The fields are for compiled code.
/// </summary>
internal class EvaluationFrame
{
    /// <summary>The inputs, by the scope's order; <see langword="null"/> where none was given.</summary>
    public readonly FactObject?[] Inputs;

    /// <summary>The states of the params, by slot.</summary>
    public readonly ParamState[] States;

    /// <summary>Values of type decimal.</summary>
    public readonly decimal[] Numbers;

    /// <summary>Integers, booleans and dates.</summary>
    public readonly long[] Scalars;

    /// <summary>Texts, lists and objects.</summary>
    public readonly object?[] References;

    /// <summary>Provides the lists that expressions make.</summary>
    public readonly LentLists Lists = new();

    /// <summary>The paths that were read and are missing.</summary>
    public readonly MissingPaths Missing = new();

    private static readonly EvaluationException Untold = ExpressionFailures.DivisionByZero(); // Whoever is hurried begins again and tells what it was.

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

    /// <summary>Makes a frame.</summary>
    /// <param name="inputs">How many inputs there are.</param>
    /// <param name="layout">What it holds.</param>
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

    /// <summary>Why params could not be computed.</summary>
    public IEnumerable<EvaluationException> Failures => States.Index().Where(s => s.Item == ParamState.Failed).Select(s => _failures[s.Index]!);

    /// <summary>Starts an evaluation.</summary>
    /// <param name="inputs">One instance per input.</param>
    /// <param name="isInterpreted">Whether any of the code may be interpreted.</param>
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

    /// <summary>Allows fewer steps for now than the evaluation may take; exceeding them is not visible in any answer.</summary>
    public void Hurry() => (_steps, _isHurried) = (EvaluationLimits.QuickSteps, true);

    /// <summary>Allows the remaining steps.</summary>
    public void Relax() => (_steps, _isHurried) = (_steps + EvaluationLimits.Steps - EvaluationLimits.QuickSteps, false);

    /// <summary>Whether what is being computed has failed.</summary>
    public bool IsFailing => _failure is not null;

    /// <summary>
    /// Fails what is being computed without an exception: the computation continues with an arbitrary value, which is not used, until the step or param ends and has failed.
    /// Nothing else can begin in the meantime that would take steps or change what others read: a call that takes steps raises the failure, and a param that was not read yet is not
    /// computed. So everything is as it would be after an exception. The first failure is the one that is reported.
    /// </summary>
    /// <param name="owner">What the description needs.</param>
    /// <param name="about">What else it needs.</param>
    /// <param name="describe">Describes the failure, where it may be told.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void FailLater<TOwner, TAbout>(TOwner owner, TAbout about, Func<TOwner, TAbout, EvaluationException> describe)
    {
        if (_failure is null)
            FailLater(_isHurried ? Untold : describe(owner, about));
    }

    private void FailLater(EvaluationException failure) => (_failure, _stepsKept, _steps) = (failure, _steps, -1);

    /// <summary>The failure of what was being computed, which this ends; <see langword="null"/> when there is none.</summary>
    public EvaluationException? TakeFailure()
    {
        if (_failure is not { } failure)
            return null;
        (_failure, _steps) = (null, _stepsKept);
        return failure;
    }

    /// <summary>The rules are decided: what is computed from here on is only displayed.</summary>
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

    /// <summary>Takes steps from what the evaluation may take.</summary>
    /// <exception cref="EvaluationException"><c>too-much-work</c> when there are not enough left.</exception>
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

    /// <summary>Takes the steps of one call over a text.</summary>
    public string ChargeText(string text)
    {
        Charge(1 + (text.Length / EvaluationLimits.CharactersPerStep));
        return text;
    }

    /// <summary>Takes the steps of one call over all the characters of some texts.</summary>
    public string[] ChargeTexts(string[] texts)
    {
        var characters = 0L;
        foreach (var text in texts)
            characters += text.Length;
        ChargeCharacters(characters);
        return texts;
    }

    /// <summary>Takes the steps of passing over so many characters.</summary>
    public void ChargeCharacters(long characters) => Charge((int)Math.Min(characters / EvaluationLimits.CharactersPerStep, int.MaxValue));

    /// <summary>Takes the steps of showing a list in an answer.</summary>
    public void ChargeShown(Array list)
    {
        Charge(1 + list.Length);
        if (list is string[] texts)
            ChargeTexts(texts);
    }

    /// <summary>Whether a param is known, computed when it is first asked for. Notes what it misses.</summary>
    /// <returns><see langword="false"/> also if it could not be computed: then every reader fails with the same failure.</returns>
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

    /// <summary>The value of a param for showing it: none when it is missing or failed.</summary>
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

    /// <summary>Computes a param for display; if that is too much for an interpreter, again from its start by translated code.</summary>
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
            _runningCount = running; // The param that reads it may be in computation itself.
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
            TakeFailure(); // Whoever computes with the param reports the failure.
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

    /// <summary>The params that were being computed when an exception occurred have failed, with the same failure for every reader.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="from">How many were being computed before.</param>
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
        // A long chain of params is computed from its start, so that no chain can exhaust the stack.
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

    /// <summary>Notes that a param cannot be computed for what was noted as missing since a mark.</summary>
    public void Open(int slot, int mark)
    {
        States[slot] = ParamState.Missing;
        _missingOfParams[slot] = Missing.Keep(mark);
    }

    /// <summary>Notes that a param could not be computed.</summary>
    public void Fail(int slot, EvaluationException failure)
    {
        FailRunning(failure);
        States[slot] = ParamState.Failed;
        _failures[slot] = failure;
    }
}
