using PolicyApi.Catalog;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>What was fixed for a job of appraisals when it was created, so that all its lines are decided by the same rules.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="AsOf">The day whose rules apply.</param>
/// <param name="KnownAt">The time of the last publication that the rules include.</param>
/// <param name="Revision">The sequence number of that publication in the journal.</param>
/// <param name="Documents">The documents in force, with the hashes of their contents.</param>
public sealed record AppraisalJobSpec(string Scheme, DateOnly AsOf, DateTimeOffset KnownAt, long Revision, IReadOnlyList<PinnedDocument> Documents);

/// <summary>A version of a document with a certain content.</summary>
/// <param name="Section">The section of the catalogue.</param>
/// <param name="Id">The document's id.</param>
/// <param name="Version">The version's number.</param>
/// <param name="Sha256">The content's hash.</param>
/// <param name="Standing">The standing of the version when the job was created.</param>
public sealed record PinnedDocument(string Section, string Id, int Version, string Sha256, Standing Standing)
{
    /// <summary>Converts a pin of the catalogue.</summary>
    internal static PinnedDocument Of(DocumentPin pin, SetInForce set) =>
        new(StoredNames.Of(pin.Key.Section), pin.Key.Id, pin.Version, pin.Sha256, set.StandingOf(pin.Key));

    /// <summary>Converts back to a pin of the catalogue.</summary>
    internal DocumentPin ToPin() => new(new DocumentKey(StoredNames.Section(Section), Id), Version, Sha256);
}
