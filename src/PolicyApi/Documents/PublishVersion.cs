using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Catalog;
using PolicyApi.Platform;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Documents;

/// <summary>Puts a version into force from a day on.</summary>
internal static class PublishVersion
{
    /// <summary>Publishes; everything in force from that day on has to compile together.</summary>
    public static async Task<Results<Created<PublicationDetails>, Fault>> HandleAsync(
        SectionRoute route, string id, int version, HttpRequest request, DocumentServices services, CancellationToken cancellation)
    {
        var command = await ReadAsync(request, services.Limits.CommandBytes);
        if (services.Catalog.Snapshot.Find(route.Key(id))?.FindVersion(version) is not { } present)
            return CatalogFaults.NotFound(route.Key(id), version);
        ETags.RequireMatch(request, present.Sha256);
        var from = command.EffectiveFrom ?? DateOnly.FromDateTime(services.Time.GetUtcNow().UtcDateTime);
        var result = await services.Catalog.PublishAsync(
            [new Publishing(route.Key(id), version, present.Sha256)], from, command.Reason, Actors.Of(request.HttpContext), cancellation);
        return result is CatalogResult.Published published
            ? TypedResults.Created($"{route.Path(id)}/publications", VersionContents.Details(published.Histories[0].Publications[^1]))
            : CatalogFaults.Of(result);
    }

    private static async Task<PublishCommand> ReadAsync(HttpRequest request, int limit)
    {
        var body = await BodyReader.ReadAsync(request, limit);
        if (!body.IsEmpty && !BodyReader.IsJson(request))
            throw new FaultException(Faults.UnsupportedMediaType(request.ContentType, BodyReader.JsonMediaType));
        return PublishCommandReader.Read(body);
    }
}
