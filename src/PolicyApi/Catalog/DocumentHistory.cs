using System.Collections.Immutable;
using System.Globalization;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>The history of one document, without its contents. Immutable.</summary>
/// <param name="Key">Section and id.</param>
/// <param name="Kind">The kind of all its versions.</param>
/// <param name="Title">The title of its newest version.</param>
/// <param name="Revision">The number of its journal entries.</param>
/// <param name="Versions">In the order of their numbers; at least one.</param>
/// <param name="Publications">Its publications and withdrawals, in the order of the journal.</param>
/// <param name="Changes">All journal entries about it, in order.</param>
public sealed record DocumentHistory(
    DocumentKey Key,
    DocumentKind Kind,
    LocalizedText Title,
    int Revision,
    ImmutableArray<DocumentVersion> Versions,
    ImmutableArray<Publication> Publications,
    ImmutableArray<DocumentChange> Changes)
{
    /// <summary>
    /// An opaque tag of the state of its publications. It contains their number, which identifies the state because entries are only ever added.
    /// </summary>
    public string PublicationsTag => string.Create(CultureInfo.InvariantCulture, $"publications-{Publications.Length}");

    /// <summary>Returns the version with a number; <see langword="null"/> if there is none.</summary>
    /// <param name="number">The version's number, from 1.</param>
    public DocumentVersion? FindVersion(int number) => number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    /// <summary>Returns the last publication of a version, ignoring withdrawals; <see langword="null"/> if there is none.</summary>
    /// <param name="number">The version's number.</param>
    public Publication? LastPublicationOf(int number) => Publications.LastOrDefault(p => p.Version == number && !p.IsWithdrawal);

    /// <summary>
    /// Returns the publication in force: of those made at or before <paramref name="knownAt"/> whose first day is not after <paramref name="asOf"/>,
    /// the one with the latest first day; of several with the same first day, the one made last. If that is a withdrawal, none is in force.
    /// </summary>
    /// <param name="asOf">The day (UTC).</param>
    /// <param name="knownAt">Only publications made at or before this time count; <see langword="null"/> for all.</param>
    /// <returns><see langword="null"/> if none is in force.</returns>
    public Publication? InForce(DateOnly asOf, DateTimeOffset? knownAt)
    {
        Publication? best = null;
        foreach (var publication in Publications)
        {
            if (publication.EffectiveFrom > asOf || publication.At > knownAt)
                continue;
            // Publications are in the order they were made, so of two with the same day the later one wins.
            if (best is null || publication.EffectiveFrom >= best.EffectiveFrom)
                best = publication;
        }

        return best is { IsWithdrawal: true } ? null : best;
    }

    /// <summary>
    /// Returns the status of a version on a day. A published version is superseded or withdrawn once it is not in force on that day or any later one.
    /// </summary>
    /// <param name="version">One of its versions.</param>
    /// <param name="today">The day (UTC).</param>
    public VersionStatus StatusOf(DocumentVersion version, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (version.Status != VersionStatus.Published || IsInForceFrom(version.Number, today))
            return version.Status;
        return Publications.Last(p => p.Version == version.Number).IsWithdrawal ? VersionStatus.Withdrawn : VersionStatus.Superseded;
    }

    /// <summary>Returns everyone who wrote or edited a version, in the order of their first contribution.</summary>
    /// <param name="number">The version's number.</param>
    public IEnumerable<string> ContributorsOf(int number) => Changes
        .Where(c => c.Version == number && c.Action is JournalAction.Drafted or JournalAction.Edited)
        .Select(c => c.By)
        .Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Whether an actor contributed to a version's content: the actor wrote or edited this version, or another version before it got the same content.
    /// </summary>
    /// <param name="actor">The actor.</param>
    /// <param name="version">One of its versions.</param>
    public bool HasWritten(string actor, DocumentVersion version) => HasWritten(actor, version, Changes);

    /// <summary>Whether a version's current content was approved by someone who had not contributed to it before the approval.</summary>
    /// <param name="version">One of its versions.</param>
    public bool IsVouchedFor(DocumentVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (version.Approval is not { } approval || !string.Equals(approval.Sha256, version.Sha256, StringComparison.Ordinal))
            return false;

        // An approver who sends in the same content later does not invalidate the earlier approval.
        var approved = Changes.Last(c => c.Action == JournalAction.Approved && c.Version == version.Number);
        return !HasWritten(approval.By, version, Changes.TakeWhile(c => !ReferenceEquals(c, approved)));
    }

    private static bool HasWritten(string actor, DocumentVersion version, IEnumerable<DocumentChange> changes)
    {
        ArgumentNullException.ThrowIfNull(version);
        var touched = new HashSet<int>();
        foreach (var change in changes.Where(c => c.Action is JournalAction.Drafted or JournalAction.Edited))
        {
            if (ArePerhapsOne(change.By, actor))
                touched.Add(change.Version);
            if (touched.Contains(change.Version) && string.Equals(change.Sha256, version.Sha256, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    // Keys and tokens are named after their holders, so a key and a token of the same name count as one person.
    private static bool ArePerhapsOne(string actor, string other) =>
        string.Equals(actor[(actor.IndexOf(':', StringComparison.Ordinal) + 1)..], other[(other.IndexOf(':', StringComparison.Ordinal) + 1)..], StringComparison.OrdinalIgnoreCase);

    private bool IsInForceFrom(int number, DateOnly day) =>
        Publications.Select(p => p.EffectiveFrom).Where(d => d > day).Append(day).Any(d => InForce(d, null)?.Version == number);
}

/// <summary>Identifies one content of a document version. The version's number alone is not enough, because the content of a draft can be replaced.</summary>
/// <param name="Key">The document.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Sha256">The hash of the content.</param>
public sealed record DocumentPin(DocumentKey Key, int Version, string Sha256);

/// <summary>Identifies one version of a document.</summary>
/// <param name="Key">The document.</param>
/// <param name="Number">The version's number.</param>
public sealed record VersionKey(DocumentKey Key, int Number);
