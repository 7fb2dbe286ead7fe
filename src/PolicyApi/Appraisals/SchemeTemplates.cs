using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Templates;
using PolicyApi.Reports;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Finds the template of a stored appraisal's scheme, parsed; parsed templates are kept by their hash.</summary>
/// <param name="catalog">The documents.</param>
/// <param name="time">Says what day it is.</param>
internal sealed class SchemeTemplates(PolicyCatalog catalog, TimeProvider time)
{
    private const int Kept = 32;

    private readonly LruCache<string, ReportTemplate> _parsed = new(Kept, StringComparer.Ordinal);

    /// <summary>
    /// The template that the scheme names, in the version in force on the appraisal's day as known today: a layout may be mended afterwards, the
    /// numbers not. A page that was printed before is had again by its template's version.
    /// </summary>
    /// <param name="appraisal">A stored appraisal.</param>
    /// <param name="chosen">A version that was published once, in the place of the one in force.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">The scheme names none, or none is in force.</exception>
    public async Task<FoundTemplate> OfAsync(JsonElement appraisal, int? chosen, CancellationToken cancellation)
    {
        var scheme = appraisal.GetProperty("scheme");
        var schemeKey = new DocumentKey(CatalogSection.Schemes, scheme.GetProperty("id").GetString()!);
        var content = await catalog.ReadContentAsync(schemeKey, scheme.GetProperty("version").GetInt32(), cancellation);
        if (content is not { } bytes || TemplateId(bytes) is not { } id)
            throw new FaultException(Faults.Conflict("no-template", "The scheme has no report", $"`{schemeKey}` names no template; publish a version that does."));
        var key = new DocumentKey(CatalogSection.Templates, id);
        var asOf = DateOnly.ParseExact(appraisal.GetProperty("asOf").GetString()!, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        if (chosen is { } wanted && catalog.Snapshot.Find(key)?.FindVersion(wanted) is not { Status: VersionStatus.Published })
            throw new FaultException(Faults.NotFound($"published version {wanted} of the template `{id}`"));
        var version = chosen ?? catalog.Snapshot.InForce(key, asOf, null) ?? throw new FaultException(CatalogFaults.NotInForce(key, asOf));
        return await ReadAsync(key, version, cancellation);
    }

    /// <summary>The version of a template that is in force today.</summary>
    /// <param name="id">The template's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">There is none.</exception>
    public async Task<FoundTemplate> NamedAsync(string id, CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Templates, id);
        if (catalog.Snapshot.Find(key) is null)
            throw new FaultException(CatalogFaults.NotFound(key, null));
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var version = catalog.Snapshot.InForce(key, today, null) ?? throw new FaultException(CatalogFaults.NotInForce(key, today));
        return await ReadAsync(key, version, cancellation);
    }

    private static string? TemplateId(ReadOnlyMemory<byte> scheme)
    {
        using var json = JsonDocument.Parse(scheme);
        return json.RootElement.TryGetProperty("template", out var template) ? template.GetString() : null;
    }

    private async Task<FoundTemplate> ReadAsync(DocumentKey key, int version, CancellationToken cancellation)
    {
        var sha256 = catalog.Snapshot.Find(key)!.FindVersion(version)!.Sha256;
        if (_parsed.TryGet(sha256, out var known))
            return new FoundTemplate(known, key.Id, version);
        var content = await catalog.ReadContentAsync(key, version, cancellation);
        var reading = TemplateReader.Load((TemplateDocument)DocumentReader.ReadAccepted(content!.Value).Document!);
        return reading.Template is { } template
            ? new FoundTemplate(_parsed.GetOrAdd(sha256, template), key.Id, version)
            : throw new FaultException(new Fault(409, "template-invalid", "The template has errors", $"`{key}` version {version} cannot be rendered.", [.. TemplateReader.Entries(reading.Diagnostics)]));
    }
}

/// <summary>A template that was found among the documents.</summary>
/// <param name="Template">Parsed.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
internal sealed record FoundTemplate(ReportTemplate Template, string Id, int Version)
{
    /// <summary>Its id and version, as a page shows them.</summary>
    public string Name => $"{Id} v{Version}";
}
