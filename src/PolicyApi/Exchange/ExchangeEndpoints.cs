using PolicyApi.Access;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;

namespace PolicyApi.Exchange;

/// <summary>The endpoints that take whole catalogues out and in.</summary>
internal static class ExchangeEndpoints
{
    /// <summary>Maps them below <c>/v1</c>.</summary>
    public static void MapExchange(this IEndpointRouteBuilder api)
    {
        api.MapGet("/catalog/export", ExportCatalog.HandleAsync)
            .WithTags(Tags.Catalogue).WithName("exportCatalog").WithSummary("Everything in force on a day as a folder of JSON files (ZIP)")
            .Produces<byte[]>(200, CatalogArchive.MediaType).Refuses(400).Needs(Permission.ReadDocuments);
        api.MapPost("/catalog/import", ImportCatalog.HandleAsync)
            .WithTags(Tags.Catalogue).WithName("importCatalog").WithSummary("Bring in a folder of JSON files (ZIP): a plan first with `dryRun=true`, then all of it or nothing")
            .WithDescription("What is here with the same content already is left as it is. Everything has to fit together with what is in force; what is published passes every gate, approval by somebody else among them.")
            .TakesBinary(CatalogArchive.MediaType).Refuses(400, 409, 413, 415, 422).Repeats(_ => ImportCatalog.MostBytes)
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(4 * ImportCatalog.MostBytes)).Needs(Permission.Exchange);
    }
}
