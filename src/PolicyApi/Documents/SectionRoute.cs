using PolicyApi.Platform.OpenApi;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Documents;

/// <summary>How one section of the catalogue is addressed; everything else about its endpoints is the same.</summary>
/// <param name="Section">The section.</param>
/// <param name="Name">Its name in paths.</param>
/// <param name="Singular">What one of its documents is called, for operation ids and messages.</param>
/// <param name="Tag">Its chapter in the API's document.</param>
/// <param name="Body">The type that describes its bodies.</param>
/// <param name="Kinds">The kinds it takes, as documents spell them.</param>
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

    /// <summary>The key of a document of this section.</summary>
    public DocumentKey Key(string id) => new(Section, id);

    /// <summary>The path of a document, or of one of its versions.</summary>
    public string Path(string id, int? version = null) => version is { } number ? $"/v1/{Name}/{id}/versions/{number}" : $"/v1/{Name}/{id}";
}
