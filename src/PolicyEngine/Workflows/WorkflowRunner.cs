using PolicyEngine.Documents;
using PolicyEngine.Expressions.Reading;
using PolicyEngine.Facts;

namespace PolicyEngine.Workflows;

/// <summary>
/// Runs a workflow on its own, outside of any policy, with several inputs of any kind, as RulesEngine's callers provide them. Immutable and safe for
/// concurrent use.
/// </summary>
public sealed class WorkflowRunner
{
    private readonly CompiledWorkflow _workflow;
    private readonly FactsReader _reader;

    private WorkflowRunner(CompiledWorkflow workflow, FactShape inputs)
    {
        _workflow = workflow;
        _reader = new FactsReader(inputs, []);
    }

    /// <summary>Compiles a workflow.</summary>
    /// <param name="workflows">One workflow in RulesEngine's format, or an array of them, in UTF-8.</param>
    /// <param name="name">The name of the workflow to run; <see langword="null"/> for the first.</param>
    /// <param name="rule">The name of the one top-level rule to run, with the rules it calls; <see langword="null"/> for all.</param>
    /// <param name="inputs">A schema of kind object with one field per input.</param>
    /// <param name="diagnostics">All diagnostics, in document order.</param>
    /// <returns>The runner; <see langword="null"/> if there was an error.</returns>
    public static WorkflowRunner? Compile(
        ReadOnlyMemory<byte> workflows, string? name, string? rule, FactSchema inputs, out IReadOnlyList<Diagnostic> diagnostics) =>
        Compile(workflows, name, rule, inputs, EngineLimits.Default, out diagnostics);

    /// <summary>Compiles a workflow under the given limits.</summary>
    /// <param name="workflows">One workflow in RulesEngine's format, or an array of them, in UTF-8.</param>
    /// <param name="name">The name of the workflow to run; <see langword="null"/> for the first.</param>
    /// <param name="rule">The name of the one top-level rule to run, with the rules it calls; <see langword="null"/> for all.</param>
    /// <param name="inputs">A schema of kind object with one field per input.</param>
    /// <param name="limits">The limits on the text and its rules.</param>
    /// <param name="diagnostics">All diagnostics, in document order.</param>
    /// <returns>The runner; <see langword="null"/> if there was an error.</returns>
    public static WorkflowRunner? Compile(
        ReadOnlyMemory<byte> workflows, string? name, string? rule, FactSchema inputs, EngineLimits limits, out IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var bag = new DiagnosticBag(limits);
        var runner = Compile(workflows, name, rule, inputs, bag);
        diagnostics = bag.ToList();
        return bag.HasErrors ? null : runner;
    }

    /// <summary>Compiles the workflow to machine code. That pays off for many evaluations; the results are the same before and after.</summary>
    public void Translate() => _workflow.Program.Translate();

    /// <summary>Evaluates the rules.</summary>
    /// <param name="facts">One JSON object in UTF-8 with one member per input.</param>
    public WorkflowRun Evaluate(ReadOnlyMemory<byte> facts)
    {
        var posted = _reader.Read(facts.Span);
        return new WorkflowRun(posted.Faults, posted.Faults.Count > 0 ? [] : _workflow.Evaluate(posted.Facts));
    }

    private static WorkflowRunner? Compile(ReadOnlyMemory<byte> workflows, string? name, string? rule, FactSchema inputs, DiagnosticBag bag)
    {
        if (SourceReader.Read(workflows, bag) is not { } root || WorkflowReader.Read(root, bag) is not { } library || bag.HasErrors)
            return null;
        var workflow = name is null ? library.Main : library.Find(name);
        if (workflow is null)
        {
            bag.Error(root, "unknown-workflow", $"there is no workflow `{name}`; {Suggest.Hint(name!, library.Names, "name one that is there")}");
            return null;
        }

        var shape = FactShape.Create(inputs, string.Empty);
        var compiled = WorkflowCompiler.Compile(library, workflow, rule, ExpressionScope.OfFields(shape), bag);
        if (rule is not null && compiled.Rules.Count == 0)
            bag.Error(root, "unknown-rule", $"`{workflow.Name}` has no enabled top-level rule `{rule}`; {Suggest.Hint(rule, workflow.Rules.Select(r => r.Name), "name one of its rules")}");
        return new WorkflowRunner(compiled, shape);
    }
}

/// <summary>The result of running a workflow.</summary>
/// <param name="Faults">What is wrong with the facts. If there is any fault, there are no results.</param>
/// <param name="Results">The result of every enabled top-level rule.</param>
public sealed record WorkflowRun(IReadOnlyList<Diagnostic> Faults, IReadOnlyList<RuleResult> Results);
