using PolicyEngine.Documents;

namespace PolicyEngine.Workflows;

/// <summary>Workflows that can inject and call one another.</summary>
internal sealed class WorkflowLibrary
{
    private readonly Dictionary<string, WorkflowDefinition> _byName;

    /// <summary>Creates a library.</summary>
    /// <param name="workflows">At least one workflow; the first is the one that runs. Those that have names must have unique names.</param>
    public WorkflowLibrary(IReadOnlyList<WorkflowDefinition> workflows)
    {
        // A missing name is reported elsewhere.
        _byName = workflows.DistinctBy(w => w.Name, StringComparer.Ordinal).ToDictionary(w => w.Name, StringComparer.Ordinal);
        Main = workflows[0];
    }

    /// <summary>The workflow that runs.</summary>
    public WorkflowDefinition Main { get; }

    /// <summary>All workflows.</summary>
    public IEnumerable<WorkflowDefinition> All => _byName.Values;

    /// <summary>The names of all workflows.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>Returns the workflow with exactly that name; <see langword="null"/> if there is none.</summary>
    public WorkflowDefinition? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Returns the workflow that a value names; <see langword="null"/> after reporting that there is none.</summary>
    public WorkflowDefinition? Find(SourceNode name, DiagnosticBag diagnostics)
    {
        if (Find(name.Text) is { } found)
            return found;
        diagnostics.Error(name, "unknown-workflow", $"there is no workflow `{name.Text}` here; {Suggest.Hint(name.Text, Names, "write it beside this one")}");
        return null;
    }
}
