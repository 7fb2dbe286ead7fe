namespace PolicyEngine.Documents;

/// <summary>The members that every document has, read before the rest.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">The id.</param>
/// <param name="Title">The display title.</param>
/// <param name="Canonical">The canonical bytes.</param>
/// <param name="Sha256">The hash of the canonical bytes.</param>
internal sealed record DocumentHeader(DocumentKind Kind, string Id, LocalizedText Title, ReadOnlyMemory<byte> Canonical, string Sha256);
