using System.Collections.Immutable;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>Where a version stands in its life.</summary>
public enum VersionStatus
{
    /// <summary>Its content may still be replaced.</summary>
    Draft,

    /// <summary>It has been published at least once; its content never changes again.</summary>
    Published,
}

/// <summary>One version of a document.</summary>
/// <param name="Number">1-based, without gaps.</param>
/// <param name="Sha256">SHA-256 of its content, 64 lower-case hex digits.</param>
/// <param name="Status">Draft or published.</param>
/// <param name="CreatedAt">When it was added.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="UpdatedAt">When its content was last replaced; the same as <paramref name="CreatedAt"/> if never.</param>
/// <param name="UpdatedBy">By whom.</param>
public sealed record DocumentVersion(
    int Number, string Sha256, VersionStatus Status, DateTimeOffset CreatedAt, string CreatedBy, DateTimeOffset UpdatedAt, string UpdatedBy);

/// <summary>The entry "version n is in force from date d", made at a time by someone.</summary>
/// <param name="Version">The version.</param>
/// <param name="EffectiveFrom">The first day (UTC) on which it is in force.</param>
/// <param name="At">When the entry was made.</param>
/// <param name="By">By whom.</param>
/// <param name="Sequence">The journal's number of the entry.</param>
public sealed record Publication(int Version, DateOnly EffectiveFrom, DateTimeOffset At, string By, long Sequence);

/// <summary>Everything known of one document but its contents. Immutable.</summary>
/// <param name="Key">Section and id.</param>
/// <param name="Kind">The kind all its versions have.</param>
/// <param name="Title">The title of its newest version.</param>
/// <param name="Revision">How often it was changed: the number of its journal entries.</param>
/// <param name="Versions">In the order of their numbers; at least one.</param>
/// <param name="Publications">In the order they were made.</param>
public sealed record DocumentHistory(
    DocumentKey Key,
    DocumentKind Kind,
    LocalizedText Title,
    int Revision,
    ImmutableArray<DocumentVersion> Versions,
    ImmutableArray<Publication> Publications)
{
    /// <summary>The version of that number, or <see langword="null"/>.</summary>
    /// <param name="number">1-based.</param>
    public DocumentVersion? FindVersion(int number) => number >= 1 && number <= Versions.Length ? Versions[number - 1] : null;

    /// <summary>
    /// The publication in force: among those made by <paramref name="knownAt"/> whose first day has come by <paramref name="asOf"/>,
    /// the one with the latest first day; of several with the same day, the one made last.
    /// </summary>
    /// <param name="asOf">The day (UTC) asked about.</param>
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

        return best;
    }
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
