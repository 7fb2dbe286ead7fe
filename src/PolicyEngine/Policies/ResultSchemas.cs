using PolicyEngine.Appraisals.Content;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Workflows;

namespace PolicyEngine.Policies;

/// <summary>The schemas of policies' results, so that other policies read results with types and names, like facts.</summary>
internal static class ResultSchemas
{
    private static readonly FactSchema Number = new() { Kind = FactKind.Number, Nullable = true };
    private static readonly FactSchema Text = new() { Kind = FactKind.Text, Nullable = true };
    private static readonly FactSchema Boolean = new() { Kind = FactKind.Boolean, Nullable = true };

    /// <summary>Returns the schema of a weighting policy's results.</summary>
    /// <param name="content">The content of the policy.</param>
    /// <param name="dimensions">
    /// The policy's compiled workflow, whose outputs are the dimensions; <see langword="null"/> for the results that this workflow itself reads.
    /// </param>
    public static FactSchema OfWeighting(WeightingContent content, CompiledWorkflow? dimensions) => Object(
    [
        ("composite", Number),
        ("grade", Text),
        ("kpi", Number),
        ("feedback360", Number),
        ("goals", Number),
        ("year", Period(content.Scorecards.Year, withIndex: false)),
        ("quarters", ListOf(Period(content.Scorecards.Quarter, withIndex: true))),
        ("months", ListOf(Period(content.Scorecards.Month, withIndex: true))),
        ("competencies", Object((content.Feedback360?.Competencies ?? []).Select(c => (c.Id, Number)))),
        ("dimensions", Object(dimensions is null ? [] : Outputs(dimensions))),
    ]);

    /// <summary>Returns the schema of a rule policy's results.</summary>
    public static FactSchema OfRules(CompiledWorkflow workflow) => Object(
    [
        ("met", Boolean),
        ("rules", Object(Named(workflow).Select(r => (r.Name, Boolean)))),
        ("outputs", Object(Outputs(workflow))),
    ]);

    private static FactSchema Period(IEnumerable<string> indicators, bool withIndex) => Object(
        (withIndex ? [("index", Number), ("score", Number), ("grade", Text)] : new[] { ("score", Number), ("grade", Text) })
        .Concat(indicators.Select(i => (i, Number))));

    private static IEnumerable<(string Name, FactSchema Schema)> Outputs(CompiledWorkflow workflow) =>
        Named(workflow).Where(r => r.OutputType is not null).Select(r => (r.Name, OfType(r.OutputType!)));

    /// <summary>
    /// Returns the rules that expressions can name: those whose name is a valid name in expressions and differs from every other by more than case.
    /// </summary>
    private static IEnumerable<CompiledRule> Named(CompiledWorkflow workflow) =>
        workflow.AllRules.GroupBy(r => r.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() == 1 && NodeReading.IsName(g.Key)).Select(g => g.First());

    private static FactSchema OfType(Type type)
    {
        if (type.IsArray)
            return ListOf(OfType(type.GetElementType()!));
        if (type == typeof(string))
            return Text;
        if (type == typeof(bool))
            return Boolean;
        return type == typeof(DateTime) ? new FactSchema { Kind = FactKind.Date, Nullable = true } : Number;
    }

    private static FactSchema Object(IEnumerable<(string Name, FactSchema Schema)> fields) => new()
    {
        Kind = FactKind.Object,
        Nullable = true,
        Fields = [.. fields.Select(f => new FactField(f.Name, f.Schema, Required: false))],
    };

    private static FactSchema ListOf(FactSchema items) => new() { Kind = FactKind.List, Items = items, Nullable = true };
}
