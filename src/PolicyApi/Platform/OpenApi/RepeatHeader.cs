using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Ndjson;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Describes in the OpenAPI document which operations accept an <c>Idempotency-Key</c>.</summary>
internal static class RepeatHeader
{
    /// <summary>Adds the header to an operation that accepts it.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Repeatable>().LastOrDefault() is not { } repeatable)
            return;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotentRequests.Header,
            In = ParameterLocation.Header,
            Description = "A key of your choice for this request, such as a UUID: 1 to 128 visible ASCII characters. For 24 hours, sending the request again with the same key returns the same response, and nothing is done twice" + Except(repeatable, operation) + ".",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 128 },
        });
    }

    private static string Except(Repeatable repeatable, OpenApiOperation operation) =>
        repeatable.Secret is { } secret ? $"; the repeated response has no `{secret}`, which is never stored"
        : !repeatable.TakesStreams && operation.RequestBody?.Content?.ContainsKey(LineExchange<object>.MediaType) == true ? "; not accepted with `application/x-ndjson`"
        : string.Empty;
}
