using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using PolicyApi.Access;

namespace PolicyApi.Platform.OpenApi;

/// <summary>Tells in the document how callers say who they are, and which roles an operation asks for.</summary>
internal static class Security
{
    private const string Scheme = "bearer";

    /// <summary>Adds the one way in: a key or a token in the same header.</summary>
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

    /// <summary>Adds an operation's roles, or that it is open.</summary>
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
