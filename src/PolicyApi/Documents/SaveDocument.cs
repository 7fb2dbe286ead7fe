using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Commands;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>Saves documents as drafts: a new document, a new version, or a new content of a draft. A document with errors is not saved.</summary>
internal static class SaveDocument
{
    /// <summary>Adds a document, as a draft of version 1.</summary>
    public static async Task<Results<Created<VersionContent>, Fault>> CreateAsync(
        SectionRoute route, HttpRequest request, DocumentServices services, DraftCommands drafts, CancellationToken cancellation)
    {
        var posted = await ReadAsync(route, request, services, cancellation);
        var result = await drafts.CreateAsync(posted.Require(), Actors.Of(request.HttpContext), cancellation);
        return Created(route, request, services, posted, result);
    }

    /// <summary>Adds a version, as a draft.</summary>
    public static async Task<Results<Created<VersionContent>, Fault>> AddVersionAsync(
        SectionRoute route, string id, HttpRequest request, DocumentServices services, DraftCommands drafts, CancellationToken cancellation)
    {
        if (services.Catalog.Snapshot.Find(route.Key(id)) is null)
            return CatalogFaults.NotFound(route.Key(id), null);
        var posted = await ReadAsync(route, request, services, cancellation);
        var result = await drafts.AddVersionAsync(route.Key(id), posted.Require(), Actors.Of(request.HttpContext), cancellation);
        return Created(route, request, services, posted, result);
    }

    /// <summary>Replaces the content, as the caller has read it, of a version that was never published.</summary>
    public static async Task<Results<Ok<VersionContent>, Fault>> EditAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, DraftCommands drafts, CancellationToken cancellation)
    {
        var key = new VersionKey(route.Key(id), version);
        var present = MoveVersion.Present(services, key);
        if (present.Status == VersionStatus.Published)
            return CatalogFaults.Of(new CatalogResult.NotADraft(services.Catalog.Snapshot.Find(key.Key)!, present));
        ETags.Demand(request, present.Sha256, route.Path(id, version));
        var posted = await ReadAsync(route, request, services, cancellation);
        var result = await drafts.EditDraftAsync(key, posted.Require(), present.Sha256, Actors.Of(request.HttpContext), cancellation);
        if (result is not CatalogResult.Saved saved)
            return CatalogFaults.Of(result);
        ETags.Set(request.HttpContext.Response, saved.Version.Sha256);
        return TypedResults.Ok(VersionContents.Saved(saved, posted.Document!, services.Today, [.. Voided(present, saved.Version), .. posted.Entries]));
    }

    private static IEnumerable<ProblemEntry> Voided(DocumentVersion before, DocumentVersion after)
    {
        if (before.Status != after.Status)
            yield return new ProblemEntry(
                "approval-void", DiagnosticSeverity.Warning, string.Empty,
                $"it was {before.Status.ToString().ToLowerInvariant()}, and is a draft again, because its content has changed; submit it again");
    }

    private static async Task<CheckedDocument> ReadAsync(
        SectionRoute route, HttpRequest request, DocumentServices services, CancellationToken cancellation)
    {
        var body = await BodyReader.ReadJsonAsync(request, services.Limits.DocumentBytes);
        return await services.Check.CheckAsync(route, body, cancellation);
    }

    private static Results<Created<VersionContent>, Fault> Created(
        SectionRoute route, HttpRequest request, DocumentServices services, CheckedDocument posted, CatalogResult result)
    {
        if (result is not CatalogResult.Saved saved)
            return CatalogFaults.Of(result);
        ETags.Set(request.HttpContext.Response, saved.Version.Sha256);
        return TypedResults.Created(
            route.Path(saved.History.Key.Id, saved.Version.Number), VersionContents.Saved(saved, posted.Document!, services.Today, posted.Entries));
    }
}
