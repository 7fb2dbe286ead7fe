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
            .WithTags(Tags.Catalogue).WithName("exportCatalog").WithSummary("Export everything in force on a day as a ZIP file of JSON files")
            .Produces<byte[]>(200, CatalogArchive.MediaType).Refuses(400).Needs(Permission.ReadDocuments);
        api.MapPost("/catalog/import", ImportCatalog.HandleAsync)
            .WithTags(Tags.Catalogue).WithName("importCatalog").WithSummary("Import a ZIP file of JSON files, all or nothing; `dryRun=true` only shows the plan")
            .WithDescription("Documents already stored with the same content are left unchanged. The documents must compile together with what is in force. Publishing is subject to the same checks as for a single version, including approval by someone else.")
            .TakesBinary(CatalogArchive.MediaType).Refuses(400, 409, 413, 415, 422).Repeats(_ => ImportCatalog.MostBytes)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(4 * ImportCatalog.MostBytes)).Needs(Permission.Exchange);
    }
}
