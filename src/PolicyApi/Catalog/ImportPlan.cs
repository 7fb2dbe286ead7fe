using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Catalog;

/// <summary>The status that imported documents reach.</summary>
public enum ImportStage
{
    /// <summary>As drafts.</summary>
    Drafts,

    /// <summary>As drafts submitted for approval.</summary>
    Submitted,

    /// <summary>Into force.</summary>
    Published,
}

/// <summary>
/// What an import does to a document: <c>create</c> it, <c>update</c> it with a new version, or leave it <c>unchanged</c>, if a version with this content
/// exists.
/// </summary>
public enum ImportAction
{
    /// <summary>The document is created.</summary>
    Create,

    /// <summary>A version is added to an existing document.</summary>
    Update,

    /// <summary>A version with this content already exists.</summary>
    Unchanged,
}

/// <summary>Documents to import.</summary>
/// <param name="Documents">The contents, read without errors; each document at most once.</param>
/// <param name="Stage">The status that they reach.</param>
/// <param name="EffectiveFrom">The first day (UTC) on which they are, or would be, in force.</param>
/// <param name="Reason">The actor's reason; <see langword="null"/> for none.</param>
public sealed record ImportRequest(IReadOnlyList<Document> Documents, ImportStage Stage, DateOnly EffectiveFrom, string? Reason);

/// <summary>What importing does to one document.</summary>
/// <param name="Document">Its content.</param>
/// <param name="Action">Whether the document or only the version is new, or neither.</param>
/// <param name="Version">The version that has, or gets, this content.</param>
/// <param name="IsNew">Whether the version is added.</param>
/// <param name="IsSubmitted">Whether it is submitted for approval.</param>
/// <param name="IsPublished">Whether it is published; not if this content is already in force on the first day.</param>
public sealed record ImportStep(Document Document, ImportAction Action, int Version, bool IsNew, bool IsSubmitted, bool IsPublished)
{
    /// <summary>The document.</summary>
    public DocumentKey Key => new(Document.Section, Document.Id);
}

/// <summary>What an import does.</summary>
/// <param name="Steps">One per document, ordered by section, then by id.</param>
/// <param name="Misfit">The first document whose kind differs from that of the existing document with its id; <see langword="null"/> for none.</param>
public sealed record ImportPlan(IReadOnlyList<ImportStep> Steps, (DocumentKey Key, DocumentKind Kind)? Misfit)
{
    internal static ImportPlan Of(CatalogSnapshot snapshot, ImportRequest request)
    {
        var ordered = request.Documents.OrderBy(d => new DocumentKey(d.Section, d.Id)).ToList();
        var misfit = ordered.Find(d => snapshot.Find(new DocumentKey(d.Section, d.Id)) is { } history && history.Kind != d.Kind);
        return new ImportPlan(
            [.. ordered.Select(d => Step(snapshot.Find(new DocumentKey(d.Section, d.Id)), d, request))],
            misfit is null ? null : (new DocumentKey(misfit.Section, misfit.Id), misfit.Kind));
    }

    private static ImportStep Step(DocumentHistory? history, Document document, ImportRequest request)
    {
        var same = history?.Versions.LastOrDefault(v => string.Equals(v.Sha256, document.Sha256, StringComparison.Ordinal));
        var number = same?.Number ?? (history?.Versions.Length ?? 0) + 1;
        var inForce = history?.InForce(request.EffectiveFrom, null) is { } publication ? history.FindVersion(publication.Version) : null;
        return new ImportStep(
            document,
            same is not null ? ImportAction.Unchanged : history is null ? ImportAction.Create : ImportAction.Update,
            number,
            IsNew: same is null,
            IsSubmitted: request.Stage == ImportStage.Submitted && (same is null || same.Status == VersionStatus.Draft),
            IsPublished: request.Stage == ImportStage.Published && !string.Equals(inForce?.Sha256, document.Sha256, StringComparison.Ordinal));
    }
}
