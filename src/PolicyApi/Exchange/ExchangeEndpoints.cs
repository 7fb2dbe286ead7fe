using PolicyApi.Access;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;

namespace PolicyApi.Exchange;

/// <summary>The endpoints that export and import whole catalogues.</summary>
internal static class ExchangeEndpoints
{
    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapExchange(this IEndpointRouteBuilder api)
    {
        api.MapGet("/catalog/export", ExportCatalog.HandleAsync)
            .WithTags(Tags.Catalogue).WithName("exportCatalog").WithSummary("Everything in force on a day as a folder of JSON files (ZIP)")
            .Produces<byte[]>(200, CatalogArchive.MediaType).Refuses(400).Needs(Permission.ReadDocuments);
        api.MapPost("/catalog/import", ImportCatalog.HandleAsync)
            .WithTags(Tags.Catalogue).WithName("importCatalog").WithSummary("Import a folder of JSON files (ZIP), all or nothing; `dryRun=true` shows the plan")
            .WithDescription("Documents already stored with the same content are left unchanged. Everything must compile together with what is in force; publishing passes every gate, including approval by someone else.")
            .TakesBinary(CatalogArchive.MediaType).Refuses(400, 409, 413, 415, 422).Repeats(_ => ImportCatalog.MostBytes)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(4 * ImportCatalog.MostBytes)).Needs(Permission.Exchange);
    }
}
