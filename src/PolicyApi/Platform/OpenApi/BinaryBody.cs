using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Marks an endpoint that takes bytes. Routing does not look at it, so that strangers are refused before their media type is.</summary>
/// <param name="MediaType">The media type of the bytes.</param>
internal sealed record BinaryBody(string MediaType)
{
    /// <summary>Tells in the document what an operation takes.</summary>
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

/// <summary>Makes endpoints that take bytes.</summary>
internal static class BinaryBodyExtensions
{
    /// <summary>The endpoint takes bytes of a media type.</summary>
    public static RouteHandlerBuilder TakesBinary(this RouteHandlerBuilder endpoint, string mediaType) => endpoint.WithMetadata(new BinaryBody(mediaType));
}
