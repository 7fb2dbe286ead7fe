using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Access;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Describes in the OpenAPI document how callers authenticate, and which roles an operation requires.</summary>
internal static class Security
{
    private const string Scheme = "bearer";

    /// <summary>Adds the one security scheme: a key or a token in the same header.</summary>
    public static void Describe(OpenApiDocument document)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Scheme,
            Description = "An API key (`ps_…`), or a token (JWT) from the configured issuer.",
        };
    }

    /// <summary>Adds the security scheme and the roles to an operation, unless it is open to all.</summary>
    public static void Add(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
            return;
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        if (metadata.OfType<PermissionNeeded>().LastOrDefault() is { } needed)
            operation.Description = string.Join("\n\n", new[] { operation.Description, Roles(needed.Permission) }.Where(d => !string.IsNullOrEmpty(d)));
    }

    private static string Roles(Permission permission) =>
        $"Roles: {string.Join(", ", Permissions.RolesOf(permission).Order().Select(r => $"`{RoleNames.Of(r)}`"))}.";
}
