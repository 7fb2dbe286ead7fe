using PolicyApi.Platform.Json;
using PolicyEngine.Comparison;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Comparison;

/// <summary>How one version differs from another.</summary>
/// <param name="Before">The version it is compared with.</param>
/// <param name="After">The version compared.</param>
/// <param name="Changes">Every change, in the order of the document; empty for equal contents.</param>
/// <param name="Patch">The same changes as a JSON Patch (RFC 6902) from one content to the other.</param>
/// <param name="Tests">For a policy, the tests of both versions whose result changes; left out if one of the versions does not compile together with what is in force.</param>
public sealed record DocumentDiff(
    DocumentReference Before, DocumentReference After, IReadOnlyList<DiffChange> Changes, IReadOnlyList<DiffOperation> Patch, IReadOnlyList<TestShift>? Tests);

/// <summary>One change. Lists are aligned by the names of their items, not by position.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Pointer">RFC 6901 pointer: into the content after, or into the one before for what is removed.</param>
/// <param name="Before">The value before; left out when it is new.</param>
/// <param name="After">The value after; left out when it is gone.</param>
/// <param name="Text">The change in words.</param>
public sealed record DiffChange(DifferenceKind Kind, string Pointer, RawJson? Before, RawJson? After, LocalizedText Text);

/// <summary>One operation of a JSON Patch.</summary>
/// <param name="Op"><c>add</c>, <c>remove</c>, <c>replace</c> or <c>move</c>.</param>
/// <param name="Path">Where, at that point of the patch.</param>
/// <param name="From">From where, of a <c>move</c>.</param>
/// <param name="Value">What, of an <c>add</c> or <c>replace</c>.</param>
public sealed record DiffOperation(string Op, string Path, string? From, RawJson? Value);
