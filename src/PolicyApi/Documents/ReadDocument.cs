using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Documents;

/// <summary>Reads documents, versions and publications.</summary>
internal static class ReadDocument
{
    /// <summary>Returns one page of the documents of a section, by id.</summary>
    public static Results<Ok<DocumentList>, Fault> List(
        SectionRoute route, SectionPage page, DocumentFilter filter, WhenQuery when, DocumentServices services)
    {
        var snapshot = services.Catalog.Snapshot;
        var (asOf, knownAt) = when.At(services.Time.GetUtcNow());
        DateTimeOffset? known = when.KnownAt is null ? null : knownAt;
        var after = page.After is null ? null : Cursors.ReadText(page.After, "after");
        var found = snapshot.List(route.Section, filter.For(services.Today, asOf, known), after, page.PageSize ?? PageQuery.Largest);
        return TypedResults.Ok(new DocumentList(
            [.. found.Items.Select(h => VersionContents.Details(h, services.Today, asOf, known))], found.Next is null ? null : Cursors.Write(found.Next)));
    }

    /// <summary>Returns one document.</summary>
    public static Results<Ok<DocumentDetails>, Fault> One(SectionRoute route, string id, DocumentServices services) =>
        services.Catalog.Snapshot.Find(route.Key(id)) is { } history
            ? TypedResults.Ok(VersionContents.Details(history, services.Today, services.Today, null))
            : CatalogFaults.NotFound(route.Key(id), null);

    /// <summary>Returns the versions of a document, oldest first.</summary>
    public static Results<Ok<VersionList>, Fault> Versions(SectionRoute route, string id, PageQuery page, string? status, DocumentServices services)
    {
        if (services.Catalog.Snapshot.Find(route.Key(id)) is not { } history)
            return CatalogFaults.NotFound(route.Key(id), null);
        VersionStatus? wanted = status is null ? null : DocumentFilter.StatusOf(status);
        var (items, next) = page.Of(history.Versions.Where(v => wanted is null || history.StatusOf(v, services.Today) == wanted), v => v.Number);
        return TypedResults.Ok(new VersionList([.. items.Select(v => VersionContents.Details(history, v, services.Today))], next));
    }

    /// <summary>Returns everything that was done to a document, oldest first.</summary>
    public static Results<Ok<DocumentLog>, Fault> Log(SectionRoute route, string id, PageQuery page, DocumentServices services)
    {
        if (services.Catalog.Snapshot.Find(route.Key(id)) is not { } history)
            return CatalogFaults.NotFound(route.Key(id), null);
        var (items, next) = page.Of(history.Changes, c => c.Sequence);
        return TypedResults.Ok(new DocumentLog([.. items.Select(VersionContents.Details)], next));
    }

    /// <summary>Returns the publications and withdrawals of a document, oldest first.</summary>
    public static Results<Ok<PublicationList>, Fault> Publications(SectionRoute route, string id, PageQuery page, PublicationFilter filter, HttpResponse response, DocumentServices services)
    {
        if (services.Catalog.Snapshot.Find(route.Key(id)) is not { } history)
            return CatalogFaults.NotFound(route.Key(id), null);
        ETags.Set(response, history.PublicationsTag);
        var (items, next) = page.Of(history.Publications.Where(filter.Takes), p => p.Sequence);
        return TypedResults.Ok(new PublicationList([.. items.Select(VersionContents.Details)], next));
    }

    /// <summary>Returns one version with its content.</summary>
    public static Task<Results<Ok<VersionContent>, Fault>> VersionAsync(
        SectionRoute route, string id, int version, HttpResponse response, DocumentServices services, CancellationToken cancellation) =>
        ContentAsync(route, id, version, response, services, cancellation);

    /// <summary>Returns the version in force on a day, as known at a moment, with its content.</summary>
    public static async Task<Results<Ok<VersionContent>, Fault>> InForceAsync(
        SectionRoute route, string id, WhenQuery when, HttpResponse response, DocumentServices services, CancellationToken cancellation)
    {
        var key = route.Key(id);
        if (services.Catalog.Snapshot.Find(key) is not { } history)
            return CatalogFaults.NotFound(key, null);
        var (asOf, knownAt) = when.At(services.Time.GetUtcNow());
        return history.InForce(asOf, knownAt) is { } publication
            ? await ContentAsync(route, id, publication.Version, response, services, cancellation)
            : CatalogFaults.NotInForce(key, asOf);
    }

    private static async Task<Results<Ok<VersionContent>, Fault>> ContentAsync(
        SectionRoute route, string id, int version, HttpResponse response, DocumentServices services, CancellationToken cancellation)
    {
        var content = await VersionContents.ReadAsync(services.Catalog, route.Key(id), version, services.Today, cancellation);
        ETags.Set(response, content.Sha256);
        return TypedResults.Ok(content);
    }
}
