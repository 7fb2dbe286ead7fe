using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>
/// Collects the names that a template defines itself: assigned variables, loop variables, functions and their parameters,
/// and, with a leading point, the members of the objects that it builds.
/// </summary>
internal sealed class DefinedNames : ScriptVisitor
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private DefinedNames()
    {
    }

    public static HashSet<string> In(IEnumerable<ScriptPage> parts)
    {
        var visitor = new DefinedNames();
        foreach (var part in parts)
            visitor.Visit(part);
        return visitor._names;
    }

    public override void Visit(ScriptAssignExpression node)
    {
        Add(node.Target);
        base.Visit(node);
    }

    public override void Visit(ScriptForStatement node)
    {
        Add(node.Variable);
        base.Visit(node);
    }

    public override void Visit(ScriptFunction node)
    {
        Add(node.NameOrDoToken);
        foreach (var parameter in node.Parameters ?? [])
            Add(parameter.Name);
        base.Visit(node);
    }

    // The leading point distinguishes members of objects that the template builds from variables.
    public override void Visit(ScriptObjectMember node)
    {
        _names.Add("." + node.Name switch
        {
            ScriptVariable variable => variable.BaseName,
            ScriptLiteral literal => literal.Value,
            var other => other,
        });
        base.Visit(node);
    }

    private void Add(ScriptNode? node)
    {
        if (node is ScriptVariable variable)
            _names.Add(variable.BaseName);
    }
}
