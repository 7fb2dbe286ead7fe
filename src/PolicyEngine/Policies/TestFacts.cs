using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>
/// Combines the facts of a test from the facts that all tests share and the changes of this test. Every value keeps its place in the document, so that a
/// fault in the facts is reported where it was written.
/// </summary>
internal static class TestFacts
{
    /// <summary>Applies changes to shared facts.</summary>
    /// <param name="shared">The facts that all tests start from; <see langword="null"/> for none.</param>
    /// <param name="changes">
    /// A merge patch (RFC 7396): objects are merged, <c>null</c> removes a value, and any other value replaces the existing one. A name that starts with
    /// <c>/</c> is a pointer (RFC 6901) to the one value it changes, which may also be inside a list.
    /// </param>
    /// <param name="diagnostics">Receives <c>unknown-path</c>.</param>
    public static SourceNode Merge(SourceNode? shared, SourceNode changes, DiagnosticBag diagnostics)
    {
        var plain = SourceTree.WithMembers(changes, [.. changes.Members.Where(m => !IsPointer(m.Key))]);
        var merged = Merge(shared, plain);
        foreach (var (pointer, value) in changes.Members.Where(m => IsPointer(m.Key)))
        {
            if (SourceTree.With(merged, pointer, value.Kind == SourceKind.Null ? null : value) is { } changed)
                merged = changed;
            else
                diagnostics.Error(value, "unknown-path", $"the facts of this test have nothing at `{pointer}` to change; write a pointer such as `/months/2/visits/done`, counted from 0");
        }

        return merged;
    }

    private static bool IsPointer(string name) => name.StartsWith('/');

    private static SourceNode Merge(SourceNode? shared, SourceNode changes)
    {
        if (changes.Kind != SourceKind.Object)
            return changes;
        var members = shared is { Kind: SourceKind.Object } ? shared.Members.ToList() : [];
        foreach (var (name, value) in changes.Members)
        {
            var at = members.FindIndex(m => string.Equals(m.Key, name, StringComparison.Ordinal));
            if (value.Kind == SourceKind.Null)
                members.RemoveAll(m => string.Equals(m.Key, name, StringComparison.Ordinal));
            else if (at < 0)
                members.Add(new(name, Merge(null, value)));
            else
                members[at] = new(name, Merge(members[at].Value, value));
        }

        return SourceTree.WithMembers(changes, members);
    }
}
