using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>Finds the names by which the items of two lists can be matched.</summary>
internal static class ItemNames
{
    private static readonly string[] Names = ["RuleName", "WorkflowName", "Name", "id", "name", "grade", "fact"];

    /// <summary>
    /// Returns a function that gives an item's name: the value of a member that all items have and that is unique in each list, or the item itself if all
    /// items are single values.
    /// </summary>
    /// <returns>The function; <see langword="null"/> when the items have no such names.</returns>
    public static Func<SourceNode, string>? Of(IReadOnlyList<SourceNode> before, IReadOnlyList<SourceNode> after)
    {
        if (before.Concat(after).All(i => i.Kind is not (SourceKind.Object or SourceKind.Array)))
            return IsOwn(before, Single) && IsOwn(after, Single) ? Single : null;
        foreach (var name in Names)
        {
            if (before.Concat(after).All(i => i[name] is { Kind: SourceKind.String }) && IsOwn(before, Member) && IsOwn(after, Member))
                return Member;

            string Member(SourceNode item) => item[name]!.Text;
        }

        return null;
    }

    private static string Single(SourceNode item) => $"{item.Kind} {item.Text}";

    private static bool IsOwn(IReadOnlyList<SourceNode> items, Func<SourceNode, string> nameOf) =>
        items.Select(nameOf).Distinct(StringComparer.Ordinal).Count() == items.Count;
}
