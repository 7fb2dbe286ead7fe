using System.Linq.Expressions;

namespace PolicyEngine.Expressions;

/// <summary>The params of one workflow, by slot. Filled while compiling, only read after.</summary>
internal sealed class CompiledParams
{
    private readonly List<CompiledParam> _items = [];

    /// <summary>How many there are.</summary>
    public int Count => _items.Count;

    /// <summary>The param in a slot.</summary>
    public CompiledParam this[int slot] => _items[slot];

    /// <summary>Compiles one more.</summary>
    /// <param name="name">Its name in expressions.</param>
    /// <param name="code">Its expression.</param>
    /// <param name="layout">Gives its value a place.</param>
    public CompiledParam Add(string name, ExpressionCode code, FrameLayout layout)
    {
        var (slot, place) = (_items.Count, layout.Add(code.Type));
        var body = new CodeBlock();
        body.Append(code.Block);
        var known = new CodeBlock();
        known.Add(place.Store(code.Term.Value));
        known.Add(FrameCode.SetState(slot, ParamState.Known));
        if (code.Term.Known is null)
            body.Append(known);
        else
            body.Add(Expression.IfThenElse(code.Term.Known, known.ToExpression(), FrameCode.SetState(slot, ParamState.Missing)));
        var run = Expression.Lambda<Action<EvaluationFrame>>(body.ToExpression(), FrameCode.Frame).Compile();
        var param = new CompiledParam(name, slot, place, code.Type, run, code.Params);
        _items.Add(param);
        return param;
    }
}
