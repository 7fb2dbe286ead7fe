using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Workflows that can inject and call each other.</summary>
internal sealed class WorkflowLibrary
{
    private readonly Dictionary<string, WorkflowDefinition> _byName;

    /// <summary>Makes a library.</summary>
    /// <param name="workflows">At least one, of unique names as far as they have any; the first is the one that runs.</param>
    public WorkflowLibrary(IReadOnlyList<WorkflowDefinition> workflows)
    {
        // Those without a name have a fault of their own.
        _byName = workflows.DistinctBy(w => w.Name, StringComparer.Ordinal).ToDictionary(w => w.Name, StringComparer.Ordinal);
        Main = workflows[0];
    }

    /// <summary>The workflow that runs.</summary>
    public WorkflowDefinition Main { get; }

    /// <summary>All workflows.</summary>
    public IEnumerable<WorkflowDefinition> All => _byName.Values;

    /// <summary>The names of all workflows.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>The workflow of that exact name, or <see langword="null"/>.</summary>
    public WorkflowDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The workflow of the name in a value; reports it when there is none.</summary>
    public WorkflowDefinition? Find(SourceNode name, DiagnosticBag diagnostics)
    {
        if (Find(name.Text) is { } found)
            return found;
        diagnostics.Error(name, "unknown-workflow", $"there is no workflow `{name.Text}` here; {Suggest.Hint(name.Text, Names, "write it beside this one")}");
        return null;
    }
}
