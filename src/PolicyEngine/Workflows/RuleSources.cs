namespace PolicyEngine.Workflows;

/// <summary>
/// Which fields the words and values of a rule's result are computed from, through params, called rules and list items. A field's path names no
/// items: <c>manager.ratings.value</c>.
/// </summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Values">The same of each value it reads, by the path under which <see cref="RuleResult.Values"/> has it.</param>
/// <param name="Words">What its reason or its own fault may tell.</param>
/// <param name="Output">What its output is computed from.</param>
/// <param name="Rules">The nested rules, in the order of <see cref="RuleResult.Rules"/>.</param>
/// <param name="Calls">Rules whose result follows those when they were called.</param>
public sealed record RuleSources(
    string Name,
    IReadOnlyDictionary<string, IReadOnlyCollection<string>> Values,
    IReadOnlyCollection<string> Words,
    IReadOnlyCollection<string> Output,
    IReadOnlyList<RuleSources> Rules,
    IReadOnlyList<RuleSources> Calls)
{
    /// <summary>This rule and all below it.</summary>
    public IEnumerable<RuleSources> WithAllBelow() => Rules.Concat(Calls).SelectMany(r => r.WithAllBelow()).Prepend(this);

    /// <summary>The same with every path replaced by the paths that it stands for.</summary>
    internal RuleSources Resolved(Func<string, IEnumerable<string>> resolve)
    {
        return new RuleSources(
            Name,
            Values.ToDictionary(v => v.Key, v => Of(v.Value), StringComparer.Ordinal),
            Of(Words),
            Of(Output),
            [.. Rules.Select(r => r.Resolved(resolve))],
            [.. Calls.Select(c => c.Resolved(resolve))]);

        IReadOnlyCollection<string> Of(IReadOnlyCollection<string> paths) => paths.SelectMany(resolve).ToHashSet(StringComparer.Ordinal);
    }
}
