using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Adds examples for ids in paths: the ids of documents that every new service has, so that requests can be tried unchanged.</summary>
internal static class PathExamples
{
    private static readonly Dictionary<string, string> Ids = new(StringComparer.Ordinal)
    {
        ["v1/policies/{id}"] = "kam-kpi-weighting",
        ["v1/schemes/{id}"] = "kam-annual",
        ["v1/models/{id}"] = "key-account-manager",
        ["v1/templates/{id}"] = "kam-appraisal",
    };

    /// <summary>Adds the examples of an operation's path parameters, if its path is known.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var path = context.Description.RelativePath ?? string.Empty;
        if (Ids.FirstOrDefault(known => path.StartsWith(known.Key, StringComparison.Ordinal)).Value is not { } id)
            return;
        foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(p => p.In == ParameterLocation.Path))
        {
            parameter.Example = parameter.Name switch
            {
                "id" => JsonValue.Create(id),
                "version" => JsonValue.Create(1),
                _ => null,
            };
        }
    }
}
