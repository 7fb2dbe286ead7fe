using PolicyEngine.Documents;

namespace PolicyEngine.Comparison;

/// <summary>How one version of a document differs from another.</summary>
/// <param name="Changes">Every change in the order of the document, in words too; empty for equal contents.</param>
/// <param name="Patch">The same as a JSON Patch (RFC 6902): applied to the one content it gives the other.</param>
public sealed record DocumentDifference(IReadOnlyList<Difference> Changes, IReadOnlyList<PatchOperation> Patch);

/// <summary>What happened to a value.</summary>
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

/// <summary>One change.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Before">The value before, which knows its pointer; <see langword="null"/> when it is new.</param>
/// <param name="After">The value after, which knows its pointer; <see langword="null"/> when it is gone.</param>
/// <param name="Words">The change in words.</param>
public sealed record Difference(DifferenceKind Kind, SourceNode? Before, SourceNode? After, LocalizedText Words)
{
    /// <summary>RFC 6901 pointer: into the content after, or into the one before for what is gone.</summary>
    public string Pointer => (After ?? Before)!.Pointer;
}

/// <summary>One operation of a JSON Patch.</summary>
/// <param name="Op"><c>add</c>, <c>remove</c>, <c>replace</c> or <c>move</c>.</param>
/// <param name="Path">Where, at that point of the patch.</param>
/// <param name="From">From where, of a <c>move</c>.</param>
/// <param name="Value">What, of an <c>add</c> or <c>replace</c>.</param>
public sealed record PatchOperation(string Op, string Path, string? From, SourceNode? Value);
