namespace PolicyEngine.Workflows;

/// <summary>
/// The fields from which the texts and values of a rule's result are computed, traced through params, called rules and list items. The path of a field does
/// not name list items: <c>manager.ratings.value</c>.
/// </summary>
/// <param name="Name">The rule's name.</param>
/// <param name="Values">The fields behind each value that the rule reads, by its path in <see cref="RuleResult.Values"/>.</param>
/// <param name="Words">The fields that its reason or its own fault may reveal.</param>
/// <param name="Output">The fields from which its output is computed.</param>
/// <param name="Rules">The nested rules, in the order of <see cref="RuleResult.Rules"/>.</param>
/// <param name="Calls">The rules whose results follow those of the nested rules when they were called.</param>
public sealed record RuleSources(
    string Name,
    IReadOnlyDictionary<string, IReadOnlyCollection<string>> Values,
    IReadOnlyCollection<string> Words,
    IReadOnlyCollection<string> Output,
    IReadOnlyList<RuleSources> Rules,
    IReadOnlyList<RuleSources> Calls)
{
    /// <summary>Returns this rule and all rules below it.</summary>
    public IEnumerable<RuleSources> WithAllBelow() => Rules.Concat(Calls).SelectMany(r => r.WithAllBelow()).Prepend(this);

    /// <summary>Returns the same with every path replaced by the paths it resolves to.</summary>
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
