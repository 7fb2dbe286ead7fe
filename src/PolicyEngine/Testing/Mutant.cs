using PolicyEngine.Documents;

namespace PolicyEngine.Testing;

/// <summary>A small change of a policy.</summary>
/// <param name="Kind">The kind of change.</param>
/// <param name="Pointer">The pointer to the changed value.</param>
/// <param name="Words">The change in words that can follow "if", such as "`TENURE` is left out".</param>
/// <param name="Edits">The new values by pointer; <see langword="null"/> removes a value.</param>
internal sealed record Mutant(MutationKind Kind, string Pointer, LocalizedText Words, IReadOnlyList<(string Pointer, SourceNode? Value)> Edits)
{
    /// <summary>Creates the change of a single value.</summary>
    public static Mutant Of(MutationKind kind, SourceNode at, string text, LocalizedText words) =>
        new(kind, at.Pointer, words, [(at.Pointer, SourceTree.WithText(at, text))]);

    /// <summary>Returns the changed document, without its tests.</summary>
    /// <param name="root">The document of the policy.</param>
    /// <returns>The document; <see langword="null"/> when a pointer refers to no place in it.</returns>
    public SourceNode? ApplyTo(SourceNode root)
    {
        SourceNode? changed = root;
        foreach (var (pointer, value) in Edits)
            changed = changed is null ? null : SourceTree.With(changed, pointer, value);
        return changed is null ? null : SourceTree.With(changed, "/tests", value: null);
    }
}
