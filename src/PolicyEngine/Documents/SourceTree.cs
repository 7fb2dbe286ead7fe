namespace PolicyEngine.Documents;

/// <summary>Finds and changes values in immutable trees: every change creates a new tree that shares the unchanged parts.</summary>
internal static class SourceTree
{
    /// <summary>Returns the value that a pointer refers to; <see langword="null"/> if there is none.</summary>
    /// <param name="root">The value that the pointer starts from.</param>
    /// <param name="pointer">An RFC 6901 pointer; the empty string is the root.</param>
    public static SourceNode? Find(SourceNode root, string pointer) => Deepest(root, pointer, out var isWhole) is var found && isWhole ? found : null;

    /// <summary>Returns the value that a pointer refers to, or the deepest existing value on the way to it.</summary>
    /// <param name="root">The value that the pointer starts from.</param>
    /// <param name="pointer">An RFC 6901 pointer.</param>
    /// <param name="isWhole">Whether the value is the one that the whole pointer refers to.</param>
    public static SourceNode Deepest(SourceNode root, string pointer, out bool isWhole)
    {
        var node = root;
        foreach (var token in JsonPointer.Split(pointer))
        {
            if (Child(node, token) is not { } child)
            {
                isWhole = false;
                return node;
            }

            node = child;
        }

        isWhole = true;
        return node;
    }

    /// <summary>Returns the member with a name, or the item with a 0-based index; <see langword="null"/> if there is none.</summary>
    public static SourceNode? Child(SourceNode node, string token) => node.Kind == SourceKind.Array
        ? IndexOf(token) is { } index && index < node.Items.Count ? node.Items[index] : null
        : node[token];

    /// <summary>Returns a tree with one value replaced, added or removed.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="pointer">The pointer to the value. Everything above it must exist. An index one past the last item appends an item.</param>
    /// <param name="value">The new value; <see langword="null"/> removes the value.</param>
    /// <returns>The new tree; <see langword="null"/> when the pointer refers to no such place.</returns>
    public static SourceNode? With(SourceNode root, string pointer, SourceNode? value) => With(root, [.. JsonPointer.Split(pointer)], 0, value);

    /// <summary>Returns an object with the same place and other members.</summary>
    public static SourceNode WithMembers(SourceNode node, IReadOnlyList<KeyValuePair<string, SourceNode>> members) =>
        new(SourceKind.Object, node.Pointer, node.Line, node.Column, string.Empty, members, []);

    /// <summary>Returns an array with the same place and other items.</summary>
    public static SourceNode WithItems(SourceNode node, IReadOnlyList<SourceNode> items) =>
        new(SourceKind.Array, node.Pointer, node.Line, node.Column, string.Empty, [], items);

    /// <summary>Returns a value with the same place and another text.</summary>
    public static SourceNode WithText(SourceNode node, string text) => new(node.Kind, node.Pointer, node.Line, node.Column, text);

    private static SourceNode? With(SourceNode node, string[] tokens, int at, SourceNode? value)
    {
        if (at == tokens.Length)
            return value;
        return node.Kind switch
        {
            SourceKind.Object => WithMember(node, tokens, at, value),
            SourceKind.Array => WithItem(node, tokens, at, value),
            _ => null,
        };
    }

    private static SourceNode? WithMember(SourceNode node, string[] tokens, int at, SourceNode? value)
    {
        var isLast = at == tokens.Length - 1;
        if (node[tokens[at]] is not { } member)
            return !isLast ? null : value is null ? node : WithMembers(node, [.. node.Members, new(tokens[at], value)]);
        var changed = With(member, tokens, at + 1, value);
        if (changed is null && !isLast)
            return null;
        return WithMembers(node, [.. node.Members
            .Select(m => string.Equals(m.Key, tokens[at], StringComparison.Ordinal) ? new(m.Key, changed!) : m).Where(m => m.Value is not null)]);
    }

    private static SourceNode? WithItem(SourceNode node, string[] tokens, int at, SourceNode? value)
    {
        var isLast = at == tokens.Length - 1;
        if (IndexOf(tokens[at]) is not { } index || index > node.Items.Count)
            return null;
        if (index == node.Items.Count)
            return isLast && value is not null ? WithItems(node, [.. node.Items, value]) : null;
        var changed = With(node.Items[index], tokens, at + 1, value);
        if (changed is null && !isLast)
            return null;
        return WithItems(node, [.. node.Items.Select((item, i) => i == index ? changed : item).OfType<SourceNode>()]);
    }

    private static int? IndexOf(string token) =>
        token.Length is > 0 and <= 6 && token.All(char.IsAsciiDigit) && (token.Length == 1 || token[0] != '0')
            ? int.Parse(token, System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
