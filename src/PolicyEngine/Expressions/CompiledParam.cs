using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions;

/// <summary>A named intermediate value of a workflow.</summary>
internal sealed class CompiledParam
{
    private const int LongestNesting = 16;

    private readonly bool _isCheckpoint;
    private readonly int _nesting;
    private readonly int[] _checkpoints;

    /// <summary>Creates a param.</summary>
    /// <param name="name">Its name in expressions.</param>
    /// <param name="slot">Its index among the workflow's params; it reads only params with a lower index.</param>
    /// <param name="place">The place of its value in a frame.</param>
    /// <param name="code">Its expression.</param>
    public CompiledParam(string name, int slot, FrameSlot place, ExpressionCode code)
    {
        Name = name;
        Slot = slot;
        Place = place;
        Type = code.Type;
        Certain = code.Certain;
        Sources = code.Sources;
        Path = code.Term.Path ?? name;
        var reads = code.Params;
        _nesting = reads.Select(r => r._isCheckpoint ? 1 : r._nesting + 1).DefaultIfEmpty(0).Max();
        _isCheckpoint = _nesting >= LongestNesting;
        _checkpoints = [.. reads.SelectMany(r => r._isCheckpoint ? [.. r._checkpoints, r.Slot] : r._checkpoints).Distinct().Order()];
    }

    /// <summary>Its name in expressions.</summary>
    public string Name { get; }

    /// <summary>Its index among the workflow's params.</summary>
    public int Slot { get; }

    /// <summary>The place of its value in a frame.</summary>
    public FrameSlot Place { get; }

    /// <summary>The type of its value.</summary>
    public Type Type { get; }

    /// <summary>The path of its value in the facts, or its name if the value is computed. Missing data is reported under this name.</summary>
    public string Path { get; }

    /// <summary>The paths of all fields that its value is computed from.</summary>
    public IReadOnlyCollection<string> Sources { get; }

    /// <summary>The params that are read whenever it is computed.</summary>
    public IReadOnlyCollection<CompiledParam> Certain { get; }

    /// <summary>
    /// The params to compute before it, by slot, lowest first: params at intervals along a long chain. This limits the nesting of computing a param,
    /// so that no chain can exhaust the stack.
    /// </summary>
    public int[] Before => _isCheckpoint ? _checkpoints : [];
}

/// <summary>How a param is computed.</summary>
/// <param name="Place">The place of its value in a frame.</param>
/// <param name="Before">The slots of the params to compute before it.</param>
/// <param name="Code">Computes it at its first use; <see langword="null"/> if it is computed at the start of every evaluation.</param>
internal sealed record ParamCode(FrameSlot Place, int[] Before, TieredCode<Action<EvaluationFrame>>? Code);
