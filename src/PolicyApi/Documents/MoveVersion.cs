using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Documents;

/// <summary>The steps of a version between its authors and its publication.</summary>
internal static class MoveVersion
{
    /// <summary>Asks for approval.</summary>
    public static Task<Results<Ok<VersionDetails>, Fault>> SubmitAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, CancellationToken cancellation) =>
        MoveAsync(route, id, version, request, services, CommandReader.StepAsync, services.Catalog.SubmitAsync, cancellation);

    /// <summary>Vouches for the content that the caller has read.</summary>
    public static Task<Results<Ok<VersionDetails>, Fault>> ApproveAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, CancellationToken cancellation) =>
        MoveAsync(route, id, version, request, services, CommandReader.StepAsync, services.Catalog.ApproveAsync, cancellation);

    /// <summary>Sends a version back to its authors.</summary>
    public static Task<Results<Ok<VersionDetails>, Fault>> RejectAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, CancellationToken cancellation) =>
        MoveAsync(route, id, version, request, services, CommandReader.RejectAsync, (key, read, reason, actor, stop) => services.Catalog.RejectAsync(key, read, reason!, actor, stop), cancellation);

    /// <summary>The version as it is now.</summary>
    /// <exception cref="FaultException">There is none.</exception>
    public static DocumentVersion Present(DocumentServices services, VersionKey key) =>
        services.Catalog.Snapshot.Find(key.Key)?.FindVersion(key.Number)
        ?? throw new FaultException(CatalogFaults.NotFound(key.Key, services.Catalog.Snapshot.Find(key.Key) is null ? null : key.Number));

    /// <summary>The version as the caller has read it.</summary>
    /// <exception cref="FaultException">There is none (404), the caller does not say what it has read (428), or it has another content by now (412).</exception>
    public static DocumentVersion Read(SectionRoute route, VersionKey key, HttpRequest request, DocumentServices services)
    {
        var present = Present(services, key);
        ETags.Demand(request, present.Sha256, route.Path(key.Key.Id, key.Number));
        return present;
    }

    private static async Task<Results<Ok<VersionDetails>, Fault>> MoveAsync(
        SectionRoute route,
        string id,
        int version,
        HttpRequest request,
        DocumentServices services,
        Func<HttpRequest, int, Task<StepCommand>> read,
        Func<VersionKey, string, string?, string, CancellationToken, Task<CatalogResult>> move,
        CancellationToken cancellation)
    {
        var command = await read(request, services.Limits.CommandBytes);
        var key = new VersionKey(route.Key(id), version);
        var present = Read(route, key, request, services);
        return Moved(request, services, await move(key, present.Sha256, command.Reason, Actors.Of(request.HttpContext), cancellation));
    }

    private static Results<Ok<VersionDetails>, Fault> Moved(HttpRequest request, DocumentServices services, CatalogResult result)
    {
        if (result is not CatalogResult.Saved saved)
            return CatalogFaults.Of(result);
        VersionTags.Set(request.HttpContext.Response, VersionContents.Content(saved.History, saved.Version, services.Today, default));
        return TypedResults.Ok(VersionContents.Details(saved.History, saved.Version, services.Today));
    }
}
