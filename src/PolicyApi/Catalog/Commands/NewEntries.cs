using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog.Commands;

/// <summary>Creates the journal entries that put nothing into force. <see cref="Force.IntoForce"/> creates the others.</summary>
internal static class NewEntries
{
    /// <summary>Creates the entry of a new version, as a draft.</summary>
    /// <param name="document">The content.</param>
    /// <param name="key">The document.</param>
    /// <param name="revision">The present revision of the document; 0 if it is new.</param>
    /// <param name="version">The number of the new version.</param>
    /// <param name="at">The time (UTC) of the entry.</param>
    /// <param name="actor">The actor to record in the journal.</param>
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

    /// <summary>Creates the entry of a step that changes the status of a version but not its content.</summary>
    /// <param name="history">The document.</param>
    /// <param name="version">The version.</param>
    /// <param name="action">The step.</param>
    /// <param name="reason">The actor's reason; <see langword="null"/> for none.</param>
    /// <param name="at">The time (UTC) of the entry.</param>
    /// <param name="actor">The actor to record in the journal.</param>
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
