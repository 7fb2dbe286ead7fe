using System.Linq.Expressions;
using PolicyEngine.Expressions.Code;
using PolicyEngine.Expressions.Running;

namespace PolicyEngine.Expressions;

/// <summary>
/// The params of one workflow while it is compiled. Those that every evaluation reads are computed first, in order; the others at
/// their first use, so that a value that is not needed is neither computed nor reported as missing.
/// </summary>
internal sealed class CompiledParams(FrameLayout layout, SharedLoads loads)
{
    private readonly List<(CompiledParam Param, ExpressionCode Code)> _items = [];
    private readonly HashSet<CompiledParam> _certain = [];

    /// <summary>The param of a slot.</summary>
    public CompiledParam this[int slot] => _items[slot].Param;

    /// <summary>Adds a param.</summary>
    /// <param name="name">Its name in expressions.</param>
    /// <param name="code">Its expression.</param>
    public CompiledParam Add(string name, ExpressionCode code)
    {
        var param = new CompiledParam(name, _items.Count, layout.Add(code.Type), code);
        _items.Add((param, code));
        return param;
    }

    /// <summary>Records that every evaluation reads some params, and those that these always read.</summary>
    public void Require(IEnumerable<CompiledParam> parameters)
    {
        foreach (var param in parameters.Where(_certain.Add))
            Require(param.Certain);
    }

    /// <summary>Whether every evaluation reads a param.</summary>
    public bool IsRequired(CompiledParam param) => _certain.Contains(param);

    /// <summary>Returns the required params with their expressions, in the order in which to compute them.</summary>
    public IEnumerable<(CompiledParam Param, ExpressionCode Code)> Required() => _items.Where(i => IsRequired(i.Param));

    /// <summary>Returns the states of all params, by slot, after the required ones are computed.</summary>
    public ParamState[] ComputedStates() => [.. _items.Select(i => IsRequired(i.Param) ? ParamState.Known : ParamState.Unread)];

    /// <summary>Returns how each param is computed, by slot.</summary>
    public ParamCode[] ToCode() => [.. _items.Select(i => new ParamCode(i.Param.Place, i.Param.Before, _certain.Contains(i.Param) ? null : Compile(i.Param, i.Code)))];

    private TieredCode<Action<EvaluationFrame>> Compile(CompiledParam param, ExpressionCode code) =>
        new(Expression.Lambda<Action<EvaluationFrame>>(loads.Before([Store(param, code).ToExpression()], [.. code.Loads]), FrameCode.Frame));

    /// <summary>Returns the code that computes a param and stores its value and state.</summary>
    public static CodeBlock Store(CompiledParam param, ExpressionCode code)
    {
        var block = new CodeBlock();
        var mark = block.Local(typeof(int));
        if (code.Term.Known is not null)
            block.Set(mark, FrameCode.Noted);
        block.Append(code.Block);
        var known = new CodeBlock();
        known.Add(param.Place.Store(code.Term.Value));
        known.Add(FrameCode.KnowParam(param.Slot));
        if (code.Term.Known is null)
            block.Append(known);
        else
            block.Add(Expression.IfThenElse(code.Term.Known, known.ToExpression(), FrameCode.OpenParam(param.Slot, mark)));
        return block;
    }
}
