using System.Text.Json.Serialization.Metadata;
using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>What was fixed for a job of appraisals when it was created, so that all its lines are decided by the same rules.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="AsOf">The day whose rules apply.</param>
/// <param name="KnownAt">When the last publication was made that they take into account.</param>
/// <param name="Revision">The journal's number of that publication.</param>
/// <param name="Documents">The documents in force, by their contents.</param>
public sealed record AppraisalJobSpec(string Scheme, DateOnly AsOf, DateTimeOffset KnownAt, long Revision, IReadOnlyList<PinnedDocument> Documents)
{
    /// <summary>How it is stored.</summary>
    internal static JsonTypeInfo<AppraisalJobSpec> Json { get; } = WireJson.Type<AppraisalJobSpec>(AppraisalJobJson.Default);
}

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
