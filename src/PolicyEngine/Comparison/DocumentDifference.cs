using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>The differences between two versions of a document.</summary>
/// <param name="Changes">Every change in document order, also described in words; empty for equal contents.</param>
/// <param name="Patch">The same changes as a JSON Patch (RFC 6902), which turns the content before into the content after.</param>
public sealed record DocumentDifference(IReadOnlyList<Difference> Changes, IReadOnlyList<PatchOperation> Patch);

/// <summary>What happened to a value: it was <c>added</c>, <c>removed</c>, <c>changed</c>, or <c>moved</c> to another place in its list.</summary>
public enum DifferenceKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It is gone.</summary>
    Removed,

    /// <summary>It is another.</summary>
    Changed,

    /// <summary>It stands at another place of its list.</summary>
    Moved,
}

/// <summary>A change of a value.</summary>
/// <param name="Kind">The kind of change.</param>
/// <param name="Before">The value before, with its pointer; <see langword="null"/> when it is new.</param>
/// <param name="After">The value after, with its pointer; <see langword="null"/> when it was removed.</param>
/// <param name="Words">The change in words.</param>
public sealed record Difference(DifferenceKind Kind, SourceNode? Before, SourceNode? After, LocalizedText Words)
{
    /// <summary>The RFC 6901 pointer to the value: in the content after, or in the content before if the value was removed.</summary>
    public string Pointer => (After ?? Before)!.Pointer;
}

/// <summary>One operation of a JSON Patch.</summary>
/// <param name="Op"><c>add</c>, <c>remove</c>, <c>replace</c> or <c>move</c>.</param>
/// <param name="Path">The pointer to the target, valid once the operations before have been applied.</param>
/// <param name="From">The pointer to the source of a <c>move</c>; otherwise <see langword="null"/>.</param>
/// <param name="Value">The value of an <c>add</c> or <c>replace</c>; otherwise <see langword="null"/>.</param>
public sealed record PatchOperation(string Op, string Path, string? From, SourceNode? Value);
