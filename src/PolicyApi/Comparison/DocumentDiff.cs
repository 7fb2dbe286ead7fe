using PolicyApi.Platform.Json;
using PolicyEngine.Comparison;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Comparison;

/// <summary>The differences between two versions of a document.</summary>
/// <param name="Before">The version compared with.</param>
/// <param name="After">The version named in the path.</param>
/// <param name="Changes">Every change, in the order of the document. Empty if the contents are equal.</param>
/// <param name="Patch">The same changes as a JSON Patch (RFC 6902), which turns the content before into the content after.</param>
/// <param name="Tests">
/// For policies: the tests of either version whose result differs between the versions. Left out for other documents, and if one of the versions does not
/// compile together with what is in force.
/// </param>
public sealed record DocumentDiff(
    DocumentReference Before, DocumentReference After, IReadOnlyList<DiffChange> Changes, IReadOnlyList<DiffOperation> Patch, IReadOnlyList<TestShift>? Tests);

/// <summary>One change. Items of lists are matched by their names, not by their positions.</summary>
/// <param name="Kind">What happened to the value.</param>
/// <param name="Pointer">An RFC 6901 pointer into the content after, or, for a removed value, into the content before.</param>
/// <param name="Before">The value before; left out if it was added.</param>
/// <param name="After">The value after; left out if it was removed.</param>
/// <param name="Text">The change in words.</param>
public sealed record DiffChange(DifferenceKind Kind, string Pointer, RawJson? Before, RawJson? After, LocalizedText Text);

/// <summary>One operation of a JSON Patch (RFC 6902).</summary>
/// <param name="Op">The operation: <c>add</c>, <c>remove</c>, <c>replace</c> or <c>move</c>.</param>
/// <param name="Path">An RFC 6901 pointer to the place, as it is after the preceding operations.</param>
/// <param name="From">An RFC 6901 pointer to the place from which the value is moved; left out unless it is a <c>move</c>.</param>
/// <param name="Value">The new value; left out unless it is an <c>add</c> or <c>replace</c>.</param>
public sealed record DiffOperation(string Op, string Path, string? From, RawJson? Value);
