using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Platform.Queries;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Describes the rules of query parameters in the OpenAPI document: ranges, lengths and choices.</summary>
internal static class ParameterRules
{
    /// <summary>Adds the rules to an operation's parameters.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        foreach (var description in context.Description.ParameterDescriptions.Where(p => p.Source == BindingSource.Query))
        {
            if (operation.Parameters?.FirstOrDefault(p => p.In == ParameterLocation.Query && p.Name == description.Name)?.Schema is not OpenApiSchema schema)
                continue;
            foreach (var rule in KnownQueries.RulesOf(description))
                rule.Describe(schema, context.Description.ActionDescriptor.EndpointMetadata, context.ApplicationServices);
        }
    }
}
