using System.Collections.Immutable;
using System.Globalization;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>Everything known of one document but its contents. Immutable.</summary>
/// <param name="Key">Section and id.</param>
/// <param name="Kind">The kind all its versions have.</param>
/// <param name="Title">The title of its newest version.</param>
/// <param name="Revision">How often it was changed: the number of its journal entries.</param>
/// <param name="Versions">In the order of their numbers; at least one.</param>
/// <param name="Publications">Publications and withdrawals in the order they were made.</param>
/// <param name="Changes">Every journal entry about it, in order.</param>
public sealed record DocumentHistory(
    DocumentKey Key,
    DocumentKind Kind,
    LocalizedText Title,
    int Revision,
    ImmutableArray<DocumentVersion> Versions,
    ImmutableArray<Publication> Publications,
    ImmutableArray<DocumentChange> Changes)
{
    /// <summary>Names the state of its publications, to which entries are only ever added: how many there are.</summary>
    public string PublicationsTag => string.Create(CultureInfo.InvariantCulture, $"publications-{Publications.Length}");

    /// <summary>The version of that number, or <see langword="null"/>.</summary>
    /// <param name="number">1-based.</param>
    public DocumentVersion? FindVersion(int number) => number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    /// <summary>The last publication of a version that was no withdrawal; <see langword="null"/> when there is none.</summary>
    /// <param name="number">The version's number.</param>
    public Publication? LastPublicationOf(int number) => Publications.LastOrDefault(p => p.Version == number && !p.IsWithdrawal);

    /// <summary>
    /// The publication in force: among those made by <paramref name="knownAt"/> whose first day has come by <paramref name="asOf"/>,
    /// the one with the latest first day; of several with the same day, the one made last. None when that is a withdrawal.
    /// </summary>
    /// <param name="asOf">The day (UTC) in question.</param>
    /// <param name="knownAt">What was known then; <see langword="null"/> for what is known now.</param>
    /// <returns><see langword="null"/> when none is in force.</returns>
    public Publication? InForce(DateOnly asOf, DateTimeOffset? knownAt)
    {
        Publication? best = null;
        foreach (var publication in Publications)
        {
            if (publication.EffectiveFrom > asOf || publication.At > knownAt)
                continue;
            // Publications stand in the order they were made, so an equal day is a later one.
            if (best is null || publication.EffectiveFrom >= best.EffectiveFrom)
                best = publication;
        }

        return best is { IsWithdrawal: true } ? null : best;
    }

    /// <summary>The status of a version on a day: a published version may be superseded or withdrawn by then.</summary>
    /// <param name="version">One of its versions.</param>
    /// <param name="today">The day (UTC).</param>
    public VersionStatus StatusOf(DocumentVersion version, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (version.Status != VersionStatus.Published || IsInForceFrom(version.Number, today))
            return version.Status;
        return Publications.Last(p => p.Version == version.Number).IsWithdrawal ? VersionStatus.Withdrawn : VersionStatus.Superseded;
    }

    /// <summary>Everyone who wrote or edited a version, in the order they first did.</summary>
    /// <param name="number">The version.</param>
    public IEnumerable<string> ContributorsOf(int number) => Changes
        .Where(c => c.Version == number && c.Action is JournalAction.Drafted or JournalAction.Edited)
        .Select(c => c.By)
        .Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Whether someone contributed to a version's content: wrote or edited that version, or any other until it had the same content. Submitting
    /// someone else's content again does not make it the sender's own.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="version">One of its versions.</param>
    public bool HasWritten(string actor, DocumentVersion version) => HasWritten(actor, version, Changes);

    /// <summary>Whether a version's current content is approved by someone who had no part in it at the time.</summary>
    /// <param name="version">One of its versions.</param>
    public bool IsVouchedFor(DocumentVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (version.Approval is not { } approval || !string.Equals(approval.Sha256, version.Sha256, StringComparison.Ordinal))
            return false;

        // Who sends the same words in later takes nothing back: the approval was another's then.
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

    // A key and a token are named after their holder, so two of one name are one person's until proven otherwise.
    private static bool ArePerhapsOne(string actor, string other) =>
        string.Equals(actor[(actor.IndexOf(':', StringComparison.Ordinal) + 1)..], other[(other.IndexOf(':', StringComparison.Ordinal) + 1)..], StringComparison.OrdinalIgnoreCase);

    private bool IsInForceFrom(int number, DateOnly day) =>
        Publications.Select(p => p.EffectiveFrom).Where(d => d > day).Append(day).Any(d => InForce(d, null)?.Version == number);
}

/// <summary>Names one content: a version of a document at its hash. A draft's number alone does not, for its content may be replaced.</summary>
/// <param name="Key">The document.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Sha256">The hash of the content.</param>
public sealed record DocumentPin(DocumentKey Key, int Version, string Sha256);

/// <summary>Names one version of a document.</summary>
/// <param name="Key">The document.</param>
/// <param name="Number">The version's number.</param>
public sealed record VersionKey(DocumentKey Key, int Number);
