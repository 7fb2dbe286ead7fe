using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Platform.Requests;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Describes in the OpenAPI document which operations require <c>If-Match</c>.</summary>
internal static class MatchHeader
{
    /// <summary>Adds the header to an operation that requires it.</summary>
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
            Description = $"The `ETag` that you last read, including its quotes: that of {matching.ReadBy}. Without this header, the response is 428; if the `ETag` has changed since you read it, 412.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
