using PolicyEngine.Documents;

namespace PolicyEngine.Testing;

/// <summary>A small change of a policy.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Pointer">What is changed.</param>
/// <param name="Words">The policy after it, to follow "if": "the condition of `TENURE` were …".</param>
/// <param name="Edits">The values that take the place of others; <see langword="null"/> takes one away.</param>
internal sealed record Mutant(MutationKind Kind, string Pointer, LocalizedText Words, IReadOnlyList<(string Pointer, SourceNode? Value)> Edits)
{
    /// <summary>A change of one value.</summary>
    public static Mutant Of(MutationKind kind, SourceNode at, string text, LocalizedText words) =>
        new(kind, at.Pointer, words, [(at.Pointer, SourceTree.WithText(at, text))]);

    /// <summary>The document after the change, without its tests.</summary>
    /// <param name="root">The policy's document.</param>
    /// <returns><see langword="null"/> when the change has no place in it.</returns>
    public SourceNode? ApplyTo(SourceNode root)
    {
        SourceNode? changed = root;
        foreach (var (pointer, value) in Edits)
            changed = changed is null ? null : SourceTree.With(changed, pointer, value);
        return changed is null ? null : SourceTree.With(changed, "/tests", value: null);
    }
}
