using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Marks an endpoint that accepts bytes. Routing ignores it, so that an unauthenticated caller gets 401 before 415.</summary>
/// <param name="MediaType">The media type of the bytes.</param>
internal sealed record BinaryBody(string MediaType)
{
    /// <summary>Describes the body of an operation in the OpenAPI document.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<BinaryBody>().LastOrDefault() is not { } body)
            return;
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [body.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
            },
        };
    }
}

/// <summary>Marks endpoints that accept bytes.</summary>
internal static class BinaryBodyExtensions
{
    /// <summary>Marks the endpoint as accepting bytes of a media type.</summary>
    public static RouteHandlerBuilder TakesBinary(this RouteHandlerBuilder endpoint, string mediaType) => endpoint.WithMetadata(new BinaryBody(mediaType));
}
