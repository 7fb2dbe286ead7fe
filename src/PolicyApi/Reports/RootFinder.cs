using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>Finds out what a template is about: the name with which the data it reads begins.</summary>
internal sealed class RootFinder : ScriptVisitor
{
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    private RootFinder()
    {
    }

    /// <summary>The names of <see cref="ReportModel.Roots"/> that the parts read, unless they mean something of their own by them, such as a loop's variable.</summary>
    public static IReadOnlyCollection<string> In(IReadOnlyCollection<ScriptPage> parts)
    {
        var finder = new RootFinder();
        foreach (var part in parts)
            finder.Visit(part);
        finder._found.ExceptWith(DefinedNames.In(parts));
        return finder._found;
    }

    public override void Visit(ScriptVariableGlobal node)
    {
        if (ReportModel.Roots.Contains(node.BaseName))
            _found.Add(node.BaseName);
    }

    // Behind a point these are names of members.
    public override void Visit(ScriptMemberExpression node) => Visit(node.Target);

    public override void Visit(ScriptNamedArgument node) => Visit(node.Value);

    public override void Visit(ScriptObjectMember node) => Visit(node.Value);
}
