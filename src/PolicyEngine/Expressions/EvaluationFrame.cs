using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions;

/// <summary>The state of one evaluation of one workflow: the inputs, the params computed so far, and what was missing.</summary>
internal sealed class EvaluationFrame
{
    private readonly IReadOnlyList<CompiledParam> _params;
    private readonly ParamState[] _states;
    private List<string> _missing = [];
    private int _steps = ExpressionLimits.MaxSteps;

    /// <summary>Starts an evaluation.</summary>
    /// <param name="inputs">One instance per input of the scope; <see langword="null"/> where none was given.</param>
    /// <param name="parameters">The params of the workflow, global and local, by slot.</param>
    public EvaluationFrame(FactObject?[] inputs, IReadOnlyList<CompiledParam> parameters)
    {
        Inputs = inputs;
        _params = parameters;
        _states = new ParamState[parameters.Count];
    }

    private enum Progress
    {
        Unread,
        Running,
        Known,
        Missing,
        Failed,
    }

    /// <summary>The inputs, by the scope's order.</summary>
    public FactObject?[] Inputs { get; }

    /// <summary>How many paths are noted; a point to go back to.</summary>
    public int Mark => _missing.Count;

    /// <summary>The paths noted since the last <see cref="TakeMissing"/>, without repeats, in the order met.</summary>
    public IReadOnlyList<string> TakeMissing()
    {
        if (_missing.Count == 0)
            return [];
        var taken = _missing.Distinct(StringComparer.Ordinal).ToList();
        _missing.Clear();
        return taken;
    }

    /// <summary>Takes the steps of one call over a list from what the evaluation may take.</summary>
    /// <param name="items">The list.</param>
    /// <param name="perItem">Steps per item.</param>
    /// <returns>The list.</returns>
    /// <exception cref="EvaluationException"><c>too-much-work</c> when there are not enough left.</exception>
    public T[] ChargeList<T>(T[] items, int perItem)
    {
        Charge(1 + (items.Length * perItem));
        return items;
    }

    /// <summary>Takes the steps of one call over a text.</summary>
    public string ChargeText(string text)
    {
        Charge(1 + (text.Length / ExpressionLimits.CharactersPerStep));
        return text;
    }

    private void Charge(int steps)
    {
        _steps -= steps;
        if (_steps < 0)
            throw new EvaluationException(EvaluationFaults.TooMuchWork, new LocalizedText("more work over lists and texts than one decision may take", "列表和文本的运算量超过一次决策的上限"));
    }

    /// <summary>Notes that a value was asked for and is not there.</summary>
    public void Miss(string path) => _missing.Add(path);

    /// <summary>Forgets what was noted since a mark: the answer turned out not to need it.</summary>
    public void Truncate(int mark)
    {
        if (_missing.Count > mark)
            _missing.RemoveRange(mark, _missing.Count - mark);
    }

    /// <summary>The value of a param, computed when it is first asked for; <see langword="null"/> when it cannot be determined.</summary>
    /// <exception cref="EvaluationException">The param could not be computed; the same for every reader.</exception>
    public object? Param(int slot)
    {
        ref var state = ref _states[slot];
        if (state.Progress == Progress.Unread)
            Compute(slot, ref state);
        if (state.Progress == Progress.Failed)
            throw state.Failure!;
        if (state.Progress == Progress.Missing)
            _missing.AddRange(state.MissingPaths!);
        return state.Value;
    }

    /// <summary>The value of a param for showing it: <see langword="null"/> when it is missing or failed.</summary>
    public object? Peek(int slot)
    {
        var mark = Mark;
        try
        {
            return Param(slot);
        }
        catch (EvaluationException)
        {
            return null; // Whoever computes with the param reports the failure.
        }
        finally
        {
            Truncate(mark);
        }
    }

    private void Compute(int slot, ref ParamState state)
    {
        var outer = _missing;
        _missing = [];
        state.Progress = Progress.Running;
        try
        {
            state.Value = _params[slot].Evaluate(this);
            state.Progress = state.Value is null ? Progress.Missing : Progress.Known;
            state.MissingPaths = _missing;
        }
        catch (Exception e) when (ExpressionFailures.TryDescribe(e, out var failure))
        {
            state.Progress = Progress.Failed;
            state.Failure = failure;
        }
        finally
        {
            _missing = outer;
        }
    }

    private struct ParamState
    {
        public Progress Progress;
        public object? Value;
        public List<string>? MissingPaths;
        public EvaluationException? Failure;
    }
}

/// <summary>A named intermediate value of a workflow.</summary>
/// <param name="Name">Its name in expressions.</param>
/// <param name="Slot">Its place in the frame.</param>
/// <param name="Type">The type of its value when known.</param>
/// <param name="Evaluate">Computes it; <see langword="null"/> when it cannot be determined.</param>
internal sealed record CompiledParam(string Name, int Slot, Type Type, Func<EvaluationFrame, object?> Evaluate);
