using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog.Commands;

/// <summary>Makes the journal entries that put nothing into force. Those that do are made by <see cref="Force.IntoForce"/>.</summary>
internal static class NewEntries
{
    /// <summary>A new version with a content, as a draft.</summary>
    /// <param name="document">The content.</param>
    /// <param name="key">The document it is for.</param>
    /// <param name="revision">The revision the document has now; 0 if it is new.</param>
    /// <param name="version">The number the version gets.</param>
    /// <param name="at">When.</param>
    /// <param name="actor">Who.</param>
    public static NewDocumentEntry Draft(Document document, DocumentKey key, int revision, int version, DateTimeOffset at, string actor) => new()
    {
        At = at,
        Actor = actor,
        Key = key,
        ExpectedRevision = revision,
        Action = JournalAction.Drafted,
        Version = version,
        ContentSha256 = document.Sha256,
        Content = document.Canonical,
        Kind = document.Kind,
        Title = document.Title,
    };

    /// <summary>A step of a version that leaves its content as it is.</summary>
    /// <param name="history">The document as it is.</param>
    /// <param name="version">The version.</param>
    /// <param name="action">The step.</param>
    /// <param name="reason">Why, in the words of the actor.</param>
    /// <param name="at">When.</param>
    /// <param name="actor">Who.</param>
    public static NewDocumentEntry Step(DocumentHistory history, DocumentVersion version, JournalAction action, string? reason, DateTimeOffset at, string actor) => new()
    {
        At = at,
        Actor = actor,
        Key = history.Key,
        ExpectedRevision = history.Revision,
        Action = action,
        Version = version.Number,
        ContentSha256 = version.Sha256,
        Reason = reason,
    };
}
