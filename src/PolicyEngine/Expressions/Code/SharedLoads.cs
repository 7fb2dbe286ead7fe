using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// The locals for the inputs of a workflow and for the objects and lists in them. A compiled method loads them before anything
/// else. Loading records nothing as missing and cannot fail, so all expressions can share the locals.
/// </summary>
internal sealed class SharedLoads
{
    private readonly Dictionary<(object? Owner, string Name), ParameterExpression> _locals = [];
    private readonly List<(ParameterExpression Local, Expression Value)> _loads = [];

    private HashSet<ParameterExpression>? _taken;

    /// <summary>Starts to collect the locals that are requested.</summary>
    public void Watch() => _taken = [];

    /// <summary>Returns the locals requested since <see cref="Watch"/>, and stops collecting.</summary>
    public IReadOnlyCollection<ParameterExpression> Taken()
    {
        var taken = _taken ?? [];
        _taken = null;
        return taken;
    }

    /// <summary>Returns the local of an input.</summary>
    public ParameterExpression Input(int slot, Type type) =>
        Load(owner: null, slot.ToString(System.Globalization.CultureInfo.InvariantCulture), () => FrameCode.Input(slot, type));

    /// <summary>Whether a value is one of the locals.</summary>
    public bool Has(Expression value) => value is ParameterExpression local && _loads.Exists(l => l.Local == local);

    /// <summary>Returns the local of an object or list inside another one; at run time it is <see langword="null"/> if the data has none.</summary>
    /// <param name="owner">One of the locals.</param>
    /// <param name="name">Identifies the part within the owner.</param>
    /// <param name="isThere">Tests whether the owner has it.</param>
    /// <param name="load">Loads it if the owner has it.</param>
    public ParameterExpression Part(Expression owner, string name, Expression isThere, Expression load) =>
        Load(owner, name, () => Expression.Condition(isThere, load, Expression.Default(load.Type)));

    /// <summary>Returns a method's code, preceded by the loads that it uses.</summary>
    /// <param name="code">The code.</param>
    public Expression Before(IReadOnlyList<Expression> code)
    {
        var uses = new Uses();
        foreach (var statement in code)
            uses.Visit(statement);
        for (var i = _loads.Count - 1; i >= 0; i--)
        {
            if (uses.Found.Contains(_loads[i].Local))
                uses.Visit(_loads[i].Value);
        }

        return Before(code, uses.Found);
    }

    /// <summary>Returns a method's code, preceded by the loads of the given locals. They must include the owners of all parts used.</summary>
    /// <param name="code">The code.</param>
    /// <param name="uses">The locals that the code uses.</param>
    public Expression Before(IReadOnlyList<Expression> code, HashSet<ParameterExpression> uses)
    {
        var used = _loads.FindAll(l => uses.Contains(l.Local));
        return Expression.Block(typeof(void), used.Select(u => u.Local), [.. used.Select(u => Expression.Assign(u.Local, u.Value)), .. code]);
    }

    private ParameterExpression Load(object? owner, string name, Func<Expression> value)
    {
        if (!_locals.TryGetValue((owner, name), out var local))
        {
            var load = value();
            local = _locals[(owner, name)] = Expression.Variable(load.Type);
            _loads.Add((local, load));
        }

        _taken?.Add(local);
        return local;
    }

    private sealed class Uses : ExpressionVisitor
    {
        public HashSet<ParameterExpression> Found { get; } = [];

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found.Add(node);
            return node;
        }
    }
}
