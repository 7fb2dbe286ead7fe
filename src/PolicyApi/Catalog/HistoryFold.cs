using System.Collections.Immutable;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>Applies journal entries to the histories of documents.</summary>
internal static class HistoryFold
{
    /// <summary>Returns the history after one more entry.</summary>
    /// <param name="history">The history before it; <see langword="null"/> if the document is new.</param>
    /// <param name="entry">The entry.</param>
    /// <exception cref="StoreCorruptException">The entry does not fit the history, so something other than this service wrote the journal.</exception>
    public static DocumentHistory Apply(DocumentHistory? history, DocumentEntry entry)
    {
        Demand((history?.Revision ?? 0) + 1 == entry.Revision, entry, $"has revision {entry.Revision} after {history?.Revision ?? 0}");
        var after = entry.Action switch
        {
            JournalAction.Drafted => Draft(history, entry),
            JournalAction.Edited => Edit(Existing(history, entry), entry),
            JournalAction.Submitted => Move(Existing(history, entry), entry, v => v with { Status = VersionStatus.Submitted }, VersionStatus.Draft),
            JournalAction.Approved => Move(Existing(history, entry), entry, v => Approve(v, entry), VersionStatus.Submitted, VersionStatus.Published),
            JournalAction.Rejected => Move(
                Existing(history, entry), entry, v => v with { Status = VersionStatus.Draft, Approval = null }, VersionStatus.Submitted, VersionStatus.Approved),
            JournalAction.Published => Publish(Existing(history, entry), entry),
            JournalAction.Withdrawn => Withdraw(Existing(history, entry), entry),
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Action, "no such action"),
        };
        return after with { Revision = entry.Revision, Changes = after.Changes.Add(Change(after, entry)) };
    }

    private static DocumentHistory Draft(DocumentHistory? history, DocumentEntry entry)
    {
        var next = (history?.Versions.Length ?? 0) + 1;
        Demand(entry.Version == next, entry, $"adds version {entry.Version} where {next} is next");
        var (sha, kind, title) = Content(entry);
        var version = new DocumentVersion(next, sha, VersionStatus.Draft, entry.At, entry.Actor, entry.At, entry.Actor);
        if (history is null)
            return new DocumentHistory(entry.Key, kind, title, entry.Revision, [version], [], []);
        Demand(history.Kind == kind, entry, "changes the kind of its document");
        return history with { Title = title, Versions = history.Versions.Add(version) };
    }

    private static DocumentHistory Edit(DocumentHistory history, DocumentEntry entry)
    {
        var (sha, kind, title) = Content(entry);
        var version = Version(history, entry);
        Demand(version.Status != VersionStatus.Published, entry, $"edits version {entry.Version}, which is published");
        Demand(history.Kind == kind, entry, "changes the kind of its document");
        return history with
        {
            Title = entry.Version == history.Versions.Length ? title : history.Title,

            // Earlier submissions and approvals were for another content.
            Versions = history.Versions.Replace(
                version, version with { Sha256 = sha, Status = VersionStatus.Draft, Approval = null, UpdatedAt = entry.At, UpdatedBy = entry.Actor }),
        };
    }

    private static DocumentHistory Move(
        DocumentHistory history, DocumentEntry entry, Func<DocumentVersion, DocumentVersion> change, params ReadOnlySpan<VersionStatus> from)
    {
        var version = Version(history, entry);
        Demand(from.Contains(version.Status), entry, $"finds version {entry.Version} in another state");
        return history with { Versions = history.Versions.Replace(version, change(version)) };
    }

    private static DocumentVersion Approve(DocumentVersion version, DocumentEntry entry) => version with
    {
        Status = version.Status == VersionStatus.Submitted ? VersionStatus.Approved : version.Status,
        Approval = new Approval(version.Sha256, entry.At, entry.Actor, entry.Reason),
    };

    private static DocumentHistory Publish(DocumentHistory history, DocumentEntry entry)
    {
        var version = Version(history, entry);
        return history with
        {
            Versions = history.Versions.Replace(version, version with { Status = VersionStatus.Published }),
            Publications = history.Publications.Add(Publication(version, entry)),
        };
    }

    private static DocumentHistory Withdraw(DocumentHistory history, DocumentEntry entry)
    {
        var version = Version(history, entry);
        Demand(version.Status == VersionStatus.Published, entry, $"withdraws version {entry.Version}, which is not published");
        return history with { Publications = history.Publications.Add(Publication(version, entry)) };
    }

    private static Publication Publication(DocumentVersion version, DocumentEntry entry)
    {
        Demand(entry.EffectiveFrom.HasValue, entry, "is a publication without a date");

        // Old journals, from before approvals existed, have no basis: at that time one person could publish alone.
        return new Publication(
            entry.Version,
            entry.EffectiveFrom.GetValueOrDefault(),
            entry.At,
            entry.Actor,
            entry.Sequence,
            entry.Basis ?? PublicationBasis.SinglePerson,
            version.Approval?.By,
            entry.Reason,
            entry.Action == JournalAction.Withdrawn);
    }

    private static DocumentChange Change(DocumentHistory after, DocumentEntry entry)
    {
        var sha = after.Versions[entry.Version - 1].Sha256;
        Demand(entry.ContentSha256 is null || string.Equals(entry.ContentSha256, sha, StringComparison.Ordinal), entry, "is about another content than the version has");
        return new DocumentChange(entry.Sequence, entry.At, entry.Actor, entry.Action, entry.Version, sha, entry.EffectiveFrom, entry.Basis, entry.Reason);
    }

    private static (string Sha256, DocumentKind Kind, LocalizedText Title) Content(DocumentEntry entry)
    {
        Demand(entry is { ContentSha256: not null, Kind: not null, Title: not null }, entry, "brings content without hash, kind and title");
        return (entry.ContentSha256!, entry.Kind.GetValueOrDefault(), entry.Title!);
    }

    private static DocumentHistory Existing(DocumentHistory? history, DocumentEntry entry) =>
        history ?? throw Unfit(entry, "is about a document that has no version");

    private static DocumentVersion Version(DocumentHistory history, DocumentEntry entry) =>
        history.FindVersion(entry.Version) ?? throw Unfit(entry, $"is about version {entry.Version}, which does not exist");

    private static void Demand(bool holds, DocumentEntry entry, string what)
    {
        if (!holds)
            throw Unfit(entry, what);
    }

    private static StoreCorruptException Unfit(DocumentEntry entry, string what) =>
        new($"the journal entry {entry.Sequence} of `{entry.Key}` {what}; restore the journal from a backup");
}
