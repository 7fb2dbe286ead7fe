using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Tells in the document which operations demand <c>If-Match</c>.</summary>
internal static class MatchHeader
{
    /// <summary>Adds the header to an operation that demands it.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Matching>().LastOrDefault() is not { } matching)
            return;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "If-Match",
            In = ParameterLocation.Header,
            Required = true,
            Description = $"What you have read: the `ETag` of {matching.ReadBy}, with its quotes. Without it the answer is 428; when something else is there by now, 412.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
