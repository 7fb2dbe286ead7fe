namespace PolicyEngine.Expressions;

/// <summary>A named intermediate value of a workflow.</summary>
internal sealed class CompiledParam
{
    private const int LongestNesting = 16;

    private readonly bool _isCheckpoint;
    private readonly int _nesting;
    private readonly int[] _checkpoints;

    /// <summary>Makes a param.</summary>
    /// <param name="name">Its name in expressions.</param>
    /// <param name="slot">Its number among the workflow's params; it reads only params of lower numbers.</param>
    /// <param name="place">Where its value goes.</param>
    /// <param name="type">The type of its value.</param>
    /// <param name="run">Computes it: sets its state to known, with its value, or to missing.</param>
    /// <param name="reads">The params it reads.</param>
    public CompiledParam(string name, int slot, FrameSlot place, Type type, Action<EvaluationFrame> run, IReadOnlyCollection<CompiledParam> reads)
    {
        Name = name;
        Slot = slot;
        Place = place;
        Type = type;
        Run = run;
        _nesting = reads.Select(r => r._isCheckpoint ? 1 : r._nesting + 1).DefaultIfEmpty(0).Max();
        _isCheckpoint = _nesting >= LongestNesting;
        _checkpoints = [.. reads.SelectMany(r => r._isCheckpoint ? [.. r._checkpoints, r.Slot] : r._checkpoints).Distinct().Order()];
    }

    /// <summary>Its name in expressions.</summary>
    public string Name { get; }

    /// <summary>Its number.</summary>
    public int Slot { get; }

    /// <summary>Where its value goes.</summary>
    public FrameSlot Place { get; }

    /// <summary>The type of its value.</summary>
    public Type Type { get; }

    /// <summary>Computes it.</summary>
    public Action<EvaluationFrame> Run { get; }

    /// <summary>
    /// The params to compute before it, lowest number first: params at intervals along a long chain. Computing one param
    /// therefore nests only a little, however long the chain is, and no chain can exhaust the stack.
    /// </summary>
    public IReadOnlyList<int> Before => _isCheckpoint ? _checkpoints : [];
}
