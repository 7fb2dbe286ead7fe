using PolicyApi.Platform.OpenApi;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>The names of one section of the catalogue in the API. Everything else about the endpoints is the same for all sections.</summary>
/// <param name="Section">The section.</param>
/// <param name="Name">The name in paths.</param>
/// <param name="Singular">The word for one of its documents, in operation ids and messages.</param>
/// <param name="Tag">The tag in the OpenAPI document.</param>
/// <param name="Body">The type that describes bodies.</param>
/// <param name="Kinds">The kinds of documents that it accepts, as documents spell them.</param>
internal sealed record SectionRoute(
    CatalogSection Section, string Name, string Singular, string Tag, Type Body, IReadOnlyCollection<string> Kinds)
{
    /// <summary>All sections.</summary>
    public static IReadOnlyList<SectionRoute> All { get; } =
    [
        new(CatalogSection.Policies, "policies", "policy", Tags.Policies, typeof(PolicyBody),
            ["kpi-weighting", "promotion-eligibility", "training-trigger", "reward"]),
        new(CatalogSection.Schemes, "schemes", "scheme", Tags.Schemes, typeof(SchemeBody), ["scheme"]),
        new(CatalogSection.Models, "models", "model", Tags.Models, typeof(FactModelBody), ["fact-model"]),
        new(CatalogSection.Templates, "templates", "template", Tags.Templates, typeof(TemplateBody), ["report-template"]),
    ];

    /// <summary>Returns the key of a document of this section.</summary>
    public DocumentKey Key(string id) => new(Section, id);

    /// <summary>Returns the path of a document, or of one of its versions.</summary>
    public string Path(string id, int? version = null) => version is { } number ? $"/v1/{Name}/{id}/versions/{number}" : $"/v1/{Name}/{id}";
}
