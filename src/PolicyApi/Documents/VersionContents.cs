using PolicyApi.Catalog;
using PolicyApi.Platform.Json;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Converts entries of the catalogue to bodies of responses.</summary>
internal static class VersionContents
{
    /// <summary>Returns a document without its contents.</summary>
    /// <param name="history">The document.</param>
    /// <param name="today">Today's date (UTC).</param>
    /// <param name="asOf">The day for which the version in force is determined.</param>
    /// <param name="knownAt">The moment whose knowledge counts; <see langword="null"/> for now.</param>
    public static DocumentDetails Details(DocumentHistory history, DateOnly today, DateOnly asOf, DateTimeOffset? knownAt)
    {
        var inForce = history.InForce(asOf, knownAt);
        return new DocumentDetails(
            history.Key.Id, history.Kind, history.Title, history.Versions.Length, history.StatusOf(history.Versions[^1], today), inForce?.Version, inForce is null ? null : Standings.Of(inForce.Basis));
    }

    /// <summary>Returns a version without its content.</summary>
    public static VersionDetails Details(DocumentHistory history, DocumentVersion version, DateOnly today) => new(
        version.Number,
        history.StatusOf(version, today),
        version.Sha256,
        version.CreatedBy,
        version.UpdatedAt,
        version.UpdatedBy,
        [.. history.ContributorsOf(version.Number)],
        Details(version.Approval),
        StandingOf(history, version));

    /// <summary>Returns a publication or withdrawal.</summary>
    public static PublicationDetails Details(Publication publication) => publication.IsWithdrawal
        ? new(publication.Version, publication.EffectiveFrom, publication.At, publication.By, Withdrawn: true, Reason: publication.Reason)
        : new(publication.Version, publication.EffectiveFrom, publication.At, publication.By, null, Standings.Of(publication.Basis), publication.ApprovedBy, publication.Reason);

    /// <summary>Returns one step in the history of a document.</summary>
    public static DocumentStep Details(DocumentChange change) => new(
        change.Sequence, change.At, change.By, change.Action, change.Version, change.Sha256, change.EffectiveFrom, change.Basis is { } basis ? Standings.Of(basis) : null, change.Reason);

    /// <summary>Returns a version with the given content.</summary>
    public static VersionContent Content(
        DocumentHistory history, DocumentVersion version, DateOnly today, ReadOnlyMemory<byte> content, IReadOnlyList<ProblemEntry>? warnings = null) => new(
        history.Key.Id,
        history.Kind,
        version.Number,
        history.StatusOf(version, today),
        version.Sha256,
        version.UpdatedAt,
        new RawJson(content),
        [.. history.ContributorsOf(version.Number)],
        Details(version.Approval),
        StandingOf(history, version),
        warnings);

    /// <summary>Reads a version with its stored content.</summary>
    /// <exception cref="FaultException">There is no such version.</exception>
    public static async Task<VersionContent> ReadAsync(PolicyCatalog catalog, DocumentKey key, int number, DateOnly today, CancellationToken cancellation)
    {
        if (catalog.Snapshot.Find(key) is not { } history)
            throw new FaultException(CatalogFaults.NotFound(key, null));
        if (history.FindVersion(number) is not { } version)
            throw new FaultException(CatalogFaults.NotFound(key, number));
        var content = await catalog.ReadContentAsync(key, number, cancellation);
        return Content(history, version, today, content!.Value);
    }

    /// <summary>Returns a saved version with the warnings of its check.</summary>
    public static VersionContent Saved(CatalogResult.Saved saved, Document document, DateOnly today, IReadOnlyList<ProblemEntry> warnings) =>
        Content(saved.History, saved.Version, today, document.Canonical, warnings);

    private static ApprovalDetails? Details(Approval? approval) => approval is null ? null : new(approval.By, approval.At, approval.Reason);

    private static Standing? StandingOf(DocumentHistory history, DocumentVersion version) =>
        history.LastPublicationOf(version.Number) is { } publication ? Standings.Of(publication.Basis) : null;
}
