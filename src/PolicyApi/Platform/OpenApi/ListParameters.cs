using Microsoft.OpenApi;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Lists in a query may be left out, which makes them empty; the compiler's binding code calls them required.</summary>
internal static class ListParameters
{
    /// <summary>Says so of an operation's parameters.</summary>
    public static void Correct(OpenApiOperation operation)
    {
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Query && p.Schema?.Type?.HasFlag(JsonSchemaType.Array) == true))
            parameter.Required = false;
    }
}
