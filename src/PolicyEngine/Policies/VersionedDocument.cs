using PolicyEngine.Documents;

namespace PolicyEngine.Policies;

/// <summary>A document with its version number.</summary>
/// <param name="Document">The content.</param>
/// <param name="Version">1-based number within the document's history.</param>
public sealed record VersionedDocument(Document Document, int Version)
{
    /// <summary>The reference by which results name this version.</summary>
    public DocumentReference Reference { get; } = new(Document.Id, Version, Document.Sha256);
}

/// <summary>The version of a document that a result is based on.</summary>
/// <param name="Id">The document's id.</param>
/// <param name="Version">The number of the version, counted from 1.</param>
/// <param name="Sha256">SHA-256 of the canonical content, 64 lower-case hex digits.</param>
public sealed record DocumentReference(string Id, int Version, string Sha256);
