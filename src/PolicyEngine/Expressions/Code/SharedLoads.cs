using System.Linq.Expressions;

namespace PolicyEngine.Expressions.Code;

/// <summary>
/// The inputs of a workflow and the objects and lists in them, as locals that a compiled method loads before anything
/// else. Loading them notes nothing and cannot fail, so that all expressions can share it.
/// </summary>
internal sealed class SharedLoads
{
    private readonly Dictionary<(object? Owner, string Name), ParameterExpression> _locals = [];
    private readonly List<(ParameterExpression Local, Expression Value)> _loads = [];

    private HashSet<ParameterExpression>? _taken;

    /// <summary>Begins to note which locals are asked for.</summary>
    public void Watch() => _taken = [];

    /// <summary>The locals asked for since <see cref="Watch"/>.</summary>
    public IReadOnlyCollection<ParameterExpression> Taken()
    {
        var taken = _taken ?? [];
        _taken = null;
        return taken;
    }

    /// <summary>The local of an input.</summary>
    public ParameterExpression Input(int slot, Type type) =>
        Load(owner: null, slot.ToString(System.Globalization.CultureInfo.InvariantCulture), () => FrameCode.Input(slot, type));

    /// <summary>Whether a value is one of the locals.</summary>
    public bool Has(Expression value) => value is ParameterExpression local && _loads.Exists(l => l.Local == local);

    /// <summary>The local of an object or list in another; <see langword="null"/> in it when there is no such thing.</summary>
    /// <param name="owner">One of the locals.</param>
    /// <param name="name">Which part of the owner.</param>
    /// <param name="isThere">Whether the owner has it.</param>
    /// <param name="load">Loads it when it does.</param>
    public ParameterExpression Part(Expression owner, string name, Expression isThere, Expression load) =>
        Load(owner, name, () => Expression.Condition(isThere, load, Expression.Default(load.Type)));

    /// <summary>A method's code after the loads that it uses.</summary>
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

    /// <summary>A method's code after the loads that it is known to use: code that uses a part of something also uses the whole.</summary>
    /// <param name="code">The code.</param>
    /// <param name="uses">The locals in it.</param>
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
