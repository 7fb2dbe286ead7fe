using System.Collections.Immutable;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>What one journal entry does to a document's history.</summary>
internal static class HistoryFold
{
    /// <exception cref="StoreCorruptException">The entry does not fit the history: the journal was written by something else than this service.</exception>
    public static DocumentHistory Apply(DocumentHistory? history, DocumentEntry entry)
    {
        Demand((history?.Revision ?? 0) + 1 == entry.Revision, entry, $"has revision {entry.Revision} after {history?.Revision ?? 0}");
        return entry.Action switch
        {
            JournalAction.Drafted => Draft(history, entry),
            JournalAction.Edited => Edit(Existing(history, entry), entry),
            JournalAction.Published => Publish(Existing(history, entry), entry),
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Action, "no such action"),
        };
    }

    private static DocumentHistory Draft(DocumentHistory? history, DocumentEntry entry)
    {
        var next = (history?.Versions.Length ?? 0) + 1;
        Demand(entry.Version == next, entry, $"adds version {entry.Version} where {next} is next");
        var (sha, kind, title) = Content(entry);
        var version = new DocumentVersion(next, sha, VersionStatus.Draft, entry.At, entry.Actor, entry.At, entry.Actor);
        if (history is null)
            return new DocumentHistory(entry.Key, kind, title, entry.Revision, [version], []);
        Demand(history.Kind == kind, entry, "changes the kind of its document");
        return history with { Title = title, Revision = entry.Revision, Versions = history.Versions.Add(version) };
    }

    private static DocumentHistory Edit(DocumentHistory history, DocumentEntry entry)
    {
        var (sha, kind, title) = Content(entry);
        var version = Version(history, entry);
        Demand(version.Status == VersionStatus.Draft, entry, $"edits version {entry.Version}, which is no draft");
        Demand(history.Kind == kind, entry, "changes the kind of its document");
        return history with
        {
            Title = entry.Version == history.Versions.Length ? title : history.Title,
            Revision = entry.Revision,
            Versions = history.Versions.Replace(version, version with { Sha256 = sha, UpdatedAt = entry.At, UpdatedBy = entry.Actor }),
        };
    }

    private static DocumentHistory Publish(DocumentHistory history, DocumentEntry entry)
    {
        var version = Version(history, entry);
        Demand(entry.EffectiveFrom.HasValue, entry, "is a publication without a date");
        return history with
        {
            Revision = entry.Revision,
            Versions = history.Versions.Replace(version, version with { Status = VersionStatus.Published }),
            Publications = history.Publications.Add(
                new Publication(entry.Version, entry.EffectiveFrom.GetValueOrDefault(), entry.At, entry.Actor, entry.Sequence)),
        };
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
