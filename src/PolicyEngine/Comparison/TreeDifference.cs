using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>A change that is not yet described in words.</summary>
internal sealed record RawDifference(DifferenceKind Kind, SourceNode? Before, SourceNode? After);

/// <summary>Compares two trees and records the patch that turns one into the other.</summary>
internal sealed class TreeDifference
{
    // The time for matching by names grows with the square of their number.
    private const int MostNamed = 2_000;

    /// <summary>The changes found.</summary>
    public List<RawDifference> Found { get; } = [];

    /// <summary>The operations of the patch. The path of each is valid once those before it have been applied.</summary>
    public List<PatchOperation> Patch { get; } = [];

    /// <summary>Compares two values.</summary>
    /// <param name="before">The value before.</param>
    /// <param name="after">The value after.</param>
    /// <param name="path">The pointer to the value when the patch reaches it.</param>
    public void Compare(SourceNode before, SourceNode after, string path)
    {
        if (IsSame(before, after))
            return;
        if (before.Kind == SourceKind.Object && after.Kind == SourceKind.Object)
            CompareMembers(before, after, path);
        else if (before.Kind == SourceKind.Array && after.Kind == SourceKind.Array)
            CompareItems(before, after, path);
        else
            Replace(before, after, path);
    }

    /// <summary>Whether two values have the same content.</summary>
    public static bool IsSame(SourceNode left, SourceNode right)
    {
        if (left.Kind != right.Kind || left.Members.Count != right.Members.Count || left.Items.Count != right.Items.Count)
            return false;
        if (left.Kind == SourceKind.Number && left.TryGetDecimal(out var a) && right.TryGetDecimal(out var b))
            return a == b;
        return string.Equals(left.Text, right.Text, StringComparison.Ordinal)
            && left.Members.All(m => right[m.Key] is { } other && IsSame(m.Value, other))
            && left.Items.Zip(right.Items, IsSame).All(same => same);
    }

    private void CompareMembers(SourceNode before, SourceNode after, string path)
    {
        foreach (var (name, value) in before.Members.Where(m => after[m.Key] is null))
            Remove(value, JsonPointer.Append(path, name));
        foreach (var (name, value) in after.Members)
        {
            if (before[name] is { } old)
                Compare(old, value, JsonPointer.Append(path, name));
            else
                Add(value, JsonPointer.Append(path, name));
        }
    }

    private void CompareItems(SourceNode before, SourceNode after, string path)
    {
        if (Math.Max(before.Items.Count, after.Items.Count) <= MostNamed && ItemNames.Of(before.Items, after.Items) is { } nameOf)
            CompareNamed([.. before.Items.Select(i => (nameOf(i), i))], [.. after.Items.Select(i => (nameOf(i), i))], path);
        else
            CompareByPlace(before.Items, after.Items, path);
    }

    /// <summary>
    /// Matches items by name: removes those that are gone, adds and moves items into the new order, and then compares the items that stayed.
    /// </summary>
    private void CompareNamed(List<(string Name, SourceNode Item)> present, List<(string Name, SourceNode Item)> after, string path)
    {
        var wanted = after.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        for (var i = present.Count - 1; i >= 0; i--)
        {
            if (wanted.Contains(present[i].Name))
                continue;
            Remove(present[i].Item, At(path, i));
            present.RemoveAt(i);
        }

        for (var i = 0; i < after.Count; i++)
        {
            var at = present.FindIndex(i, p => string.Equals(p.Name, after[i].Name, StringComparison.Ordinal));
            if (at < 0)
            {
                Add(after[i].Item, At(path, i));
                present.Insert(i, after[i]);
            }
            else if (at > i)
            {
                Move(present[at].Item, after[i].Item, At(path, at), At(path, i));
                present.Insert(i, present[at]);
                present.RemoveAt(at + 1);
            }
        }

        for (var i = 0; i < after.Count; i++)
        {
            if (!ReferenceEquals(present[i].Item, after[i].Item))
                Compare(present[i].Item, after[i].Item, At(path, i));
        }
    }

    /// <summary>Compares lists without names, such as bands, by position. Equal items at both ends are skipped, and the rest is compared pairwise.</summary>
    private void CompareByPlace(IReadOnlyList<SourceNode> before, IReadOnlyList<SourceNode> after, string path)
    {
        var (start, shorter) = (0, Math.Min(before.Count, after.Count));
        while (start < shorter && IsSame(before[start], after[start]))
            start++;
        var end = 0;
        while (end < shorter - start && IsSame(before[^(end + 1)], after[^(end + 1)]))
            end++;
        for (var i = before.Count - end - 1; i >= Math.Max(start, after.Count - end); i--)
            Remove(before[i], At(path, i));
        for (var i = start; i < shorter - end; i++)
            Compare(before[i], after[i], At(path, i));
        for (var i = Math.Max(start, before.Count - end); i < after.Count - end; i++)
            Add(after[i], At(path, i));
    }

    private void Add(SourceNode value, string path)
    {
        Found.Add(new(DifferenceKind.Added, null, value));
        Patch.Add(new("add", path, null, value));
    }

    private void Remove(SourceNode value, string path)
    {
        Found.Add(new(DifferenceKind.Removed, value, null));
        Patch.Add(new("remove", path, null, null));
    }

    private void Replace(SourceNode before, SourceNode after, string path)
    {
        Found.Add(new(DifferenceKind.Changed, before, after));
        Patch.Add(new("replace", path, null, after));
    }

    private void Move(SourceNode before, SourceNode after, string from, string to)
    {
        Found.Add(new(DifferenceKind.Moved, before, after));
        Patch.Add(new("move", to, from, null));
    }

    private static string At(string path, int index) => JsonPointer.Append(path, index.ToString(CultureInfo.InvariantCulture));
}
