using Microsoft.OpenApi;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Corrects list parameters in queries: they may be left out, but the generated binding code declares them required.</summary>
internal static class ListParameters
{
    /// <summary>Marks the list parameters of an operation as optional.</summary>
    public static void Correct(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query && p.Schema?.Type?.HasFlag(JsonSchemaType.Array) == true))
            parameter.Required = false;
    }
}
