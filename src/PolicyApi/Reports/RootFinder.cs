using Scriban.Syntax;

namespace PolicyApi.Reports;

/// <summary>Finds the kind of data that a template reads.</summary>
internal sealed class RootFinder : ScriptVisitor
{
    private readonly SortedSet<string> _found = new(StringComparer.Ordinal);

    private RootFinder()
    {
    }

    /// <summary>
    /// Returns the <see cref="ReportModel.Roots"/> that the parts read, except names that the template defines itself, such as a loop variable.
    /// </summary>
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

    // Names after a point are members.
    public override void Visit(ScriptMemberExpression node) => Visit(node.Target);

    public override void Visit(ScriptNamedArgument node) => Visit(node.Value);

    public override void Visit(ScriptObjectMember node) => Visit(node.Value);
}
