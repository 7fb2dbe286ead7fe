using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Describes in the OpenAPI document which operations send an <c>ETag</c>.</summary>
internal static class TagHeader
{
    /// <summary>Adds the <c>If-None-Match</c> parameter, and the <c>ETag</c> header of the responses, to an operation marked <see cref="Tagged"/>.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (!context.Description.ActionDescriptor.EndpointMetadata.OfType<Tagged>().Any())
            return;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "If-None-Match",
            In = ParameterLocation.Header,
            Description = "One or more `ETag`s, including their quotes, of responses that you have kept. If the current response has one of them, it is 304 without a body.",
            Schema = Text(),
        });
        foreach (var (status, response) in operation.Responses ?? [])
        {
            if (status is not ("200" or "304") || response is not OpenApiResponse own)
                continue;
            own.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal);
            own.Headers["ETag"] = new OpenApiHeader { Description = "Identifies the content as it is shown to you; changes whenever that changes.", Schema = Text() };
        }
    }

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
