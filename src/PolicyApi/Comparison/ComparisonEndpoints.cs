using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Comparison;

/// <summary>The endpoints that compare versions, the same for every section.</summary>
internal static class ComparisonEndpoints
{
    private const string Against = "The version to compare with; default: the one in force, or the previous one if none is.";

    private static readonly (CatalogSection Section, string Singular, string Tag)[] Sections =
    [
        (CatalogSection.Policies, "policy", Tags.Policies),
        (CatalogSection.Schemes, "scheme", Tags.Schemes),
        (CatalogSection.Models, "model", Tags.Models),
        (CatalogSection.Templates, "template", Tags.Templates),
    ];

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapComparison(this IEndpointRouteBuilder api)
    {
        foreach (var (section, singular, tag) in Sections)
        {
            api.MapGet($"/{StoredNames.Of(section)}/{{id}}/versions/{{version:int}}/diff", (string id, int version, [FromQuery, Description(Against)] int? against, [FromServices] CompareVersions comparison, CancellationToken cancellation) =>
                    CompareVersions.HandleAsync(section, id, version, against, comparison, cancellation))
                .WithTags(tag).WithName($"{singular}Diff").WithSummary("Compare a version, which may be a draft, with another: every change in words, with its pointer, and as a JSON Patch")
                .Refuses(400, 404).Needs(Permission.ReadDocuments);
        }
    }
}
