using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>
/// Determines what the variables of a template contain, as far as possible without running it: parts of the report's data, by assignment or as items
/// of a loop. A variable that is assigned different things, or the result of a call, may contain anything.
/// </summary>
internal sealed class VariableShapes : ScriptVisitor
{
    // The maximum length of a chain of variables assigned from each other; a template can have thousands of them.
    private const int Deepest = 32;

    private readonly Dictionary<string, List<Func<ReportShape?>>> _given = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReportShape?> _known = new(StringComparer.Ordinal);

    private int _depth;

    private VariableShapes()
    {
    }

    /// <summary>Reads the assignments and loops of all parts.</summary>
    public static VariableShapes In(IEnumerable<ScriptPage> parts)
    {
        var shapes = new VariableShapes();
        foreach (var part in parts)
            shapes.Visit(part);
        return shapes;
    }

    /// <summary>Returns the shape of an expression's value; <see langword="null"/> if it is not known.</summary>
    public ReportShape? Of(ScriptNode? expression) => expression switch
    {
        ScriptVariableGlobal variable => OfVariable(variable.BaseName),
        ScriptMemberExpression { Member: { } member } access => Of(access.Target)?.Members.GetValueOrDefault(member.BaseName),
        ScriptIndexerExpression index => Of(index.Target)?.Items,
        ScriptNestedExpression nested => Of(nested.Expression),
        _ => null,
    };

    public override void Visit(ScriptAssignExpression node)
    {
        Give(node.Target, () => Of(node.Value));
        base.Visit(node);
    }

    public override void Visit(ScriptForStatement node)
    {
        Give(node.Variable, () => Of(node.Iterator)?.Items);
        base.Visit(node);
    }

    public override void Visit(ScriptFunction node)
    {
        Give(node.NameOrDoToken, () => null);
        foreach (var parameter in node.Parameters ?? [])
            Give(parameter.Name, () => null);
        base.Visit(node);
    }

    private void Give(ScriptNode? variable, Func<ReportShape?> shape)
    {
        if (variable is not ScriptVariable { BaseName: var name })
            return;
        if (!_given.TryGetValue(name, out var shapes))
            _given[name] = shapes = [];
        shapes.Add(shape);
    }

    private ReportShape? OfVariable(string name)
    {
        if (_known.TryGetValue(name, out var known))
            return known;
        if (!_given.TryGetValue(name, out var given))
            return ReportModel.Shapes.GetValueOrDefault(name);

        // Unknown while it is being determined, in case the variable is assigned from itself.
        _known[name] = null;
        if (_depth == Deepest)
            return null;
        _depth++;
        var first = given[0]();
        var same = given.TrueForAll(g => ReferenceEquals(g(), first));
        _depth--;
        return _known[name] = same ? first : null;
    }
}
