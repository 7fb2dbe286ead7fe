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
            Description = $"The `ETag` you have read: that of {matching.ReadBy}, including its quotes. Without it the response is 428; if it has changed meanwhile, 412.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
    }
}
