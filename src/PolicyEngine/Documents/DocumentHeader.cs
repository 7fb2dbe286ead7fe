namespace PolicyEngine.Documents;

/// <summary>What every document has, read before its content.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Id">The id.</param>
/// <param name="Title">The display title.</param>
/// <param name="Canonical">The canonical bytes.</param>
/// <param name="Sha256">Their hash.</param>
internal sealed record DocumentHeader(DocumentKind Kind, string Id, LocalizedText Title, ReadOnlyMemory<byte> Canonical, string Sha256);
