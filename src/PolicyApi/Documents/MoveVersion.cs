using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Platform;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Documents;

/// <summary>The steps of a version between its authors and its publication.</summary>
internal static class MoveVersion
{
    /// <summary>Asks for approval.</summary>
    public static async Task<Results<Ok<VersionDetails>, Fault>> SubmitAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, CancellationToken cancellation)
    {
        var command = await CommandReader.StepAsync(request, services.Limits.CommandBytes);
        var key = new VersionKey(route.Key(id), version);
        var present = Present(services, key);
        ETags.RequireMatch(request, present.Sha256);
        return Moved(request, services, await services.Catalog.SubmitAsync(key, present.Sha256, command.Reason, Actors.Of(request.HttpContext), cancellation));
    }

    /// <summary>Vouches for the content that the caller has read.</summary>
    public static async Task<Results<Ok<VersionDetails>, Fault>> ApproveAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, CancellationToken cancellation)
    {
        var command = await CommandReader.StepAsync(request, services.Limits.CommandBytes);
        var key = new VersionKey(route.Key(id), version);
        var present = Present(services, key);
        ETags.DemandMatch(request, present.Sha256);
        return Moved(request, services, await services.Catalog.ApproveAsync(key, present.Sha256, command.Reason, Actors.Of(request.HttpContext), cancellation));
    }

    /// <summary>Sends a version back to its authors.</summary>
    public static async Task<Results<Ok<VersionDetails>, Fault>> RejectAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, CancellationToken cancellation)
    {
        var key = new VersionKey(route.Key(id), version);
        var present = Present(services, key);
        var command = await CommandReader.RejectAsync(request, services.Limits.CommandBytes);
        ETags.RequireMatch(request, present.Sha256);
        return Moved(request, services, await services.Catalog.RejectAsync(key, present.Sha256, command.Reason!, Actors.Of(request.HttpContext), cancellation));
    }

    /// <summary>The version as it is now.</summary>
    /// <exception cref="FaultException">There is none.</exception>
    public static DocumentVersion Present(DocumentServices services, VersionKey key) =>
        services.Catalog.Snapshot.Find(key.Key)?.FindVersion(key.Number)
        ?? throw new FaultException(CatalogFaults.NotFound(key.Key, services.Catalog.Snapshot.Find(key.Key) is null ? null : key.Number));

    private static Results<Ok<VersionDetails>, Fault> Moved(HttpRequest request, DocumentServices services, CatalogResult result)
    {
        if (result is not CatalogResult.Saved saved)
            return CatalogFaults.Of(result);
        ETags.Set(request.HttpContext.Response, saved.Version.Sha256);
        return TypedResults.Ok(VersionContents.Details(saved.History, saved.Version, services.Today));
    }
}
