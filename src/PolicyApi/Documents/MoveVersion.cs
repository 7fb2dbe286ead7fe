using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Catalog.Commands;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Documents;

/// <summary>Moves versions between draft, submitted and approved.</summary>
internal static class MoveVersion
{
    /// <summary>Submits a draft for approval.</summary>
    public static Task<Results<Ok<VersionDetails>, Fault>> SubmitAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, ApprovalCommands approvals, CancellationToken cancellation) =>
        MoveAsync(route, id, version, request, services, CommandReader.StepAsync, approvals.SubmitAsync, cancellation);

    /// <summary>Approves the content that the caller has read.</summary>
    public static Task<Results<Ok<VersionDetails>, Fault>> ApproveAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, ApprovalCommands approvals, CancellationToken cancellation) =>
        MoveAsync(route, id, version, request, services, CommandReader.StepAsync, approvals.ApproveAsync, cancellation);

    /// <summary>Rejects a version, which is then a draft again.</summary>
    public static Task<Results<Ok<VersionDetails>, Fault>> RejectAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, ApprovalCommands approvals, CancellationToken cancellation) =>
        MoveAsync(route, id, version, request, services, CommandReader.RejectAsync, (key, read, reason, actor, stop) => approvals.RejectAsync(key, read, reason!, actor, stop), cancellation);

    /// <summary>Returns the version as it is now.</summary>
    /// <exception cref="FaultException">There is no such version.</exception>
    public static DocumentVersion Present(DocumentServices services, VersionKey key) =>
        services.Catalog.Snapshot.Find(key.Key)?.FindVersion(key.Number)
        ?? throw new FaultException(CatalogFaults.NotFound(key.Key, services.Catalog.Snapshot.Find(key.Key) is null ? null : key.Number));

    /// <summary>Returns the version, if it is as the caller has read it.</summary>
    /// <exception cref="FaultException">There is no such version (404), <c>If-Match</c> is missing (428), or the version has another content by now
    /// (412).</exception>
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
        ETags.Set(request.HttpContext.Response, saved.Version.Sha256);
        return TypedResults.Ok(VersionContents.Details(saved.History, saved.Version, services.Today));
    }
}
