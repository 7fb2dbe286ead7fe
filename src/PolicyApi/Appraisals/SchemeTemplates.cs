using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Templates;
using PolicyApi.Reports;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>Finds and parses the templates of reports; parsed templates are cached by their hash.</summary>
/// <param name="catalog">The documents.</param>
/// <param name="time">The clock, for today's date.</param>
internal sealed class SchemeTemplates(PolicyCatalog catalog, TimeProvider time)
{
    private const int Kept = 32;

    private readonly LruCache<string, ReportTemplate> _parsed = new(Kept, StringComparer.Ordinal);

    /// <summary>
    /// Returns the template that the scheme names, in the version in force on the appraisal's day as known today: a layout may be corrected later,
    /// unlike the numbers. An earlier page can be rendered again with the version of its template.
    /// </summary>
    /// <param name="appraisal">A stored appraisal.</param>
    /// <param name="chosen">A published version to use instead of the one in force; <see langword="null"/> for the latter.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">The scheme names no template, no version is in force, or the chosen version was never published.</exception>
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

    /// <summary>Returns the version of a template that is in force today.</summary>
    /// <param name="id">The template's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="FaultException">There is no such template, or no version is in force.</exception>
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

/// <summary>A parsed template and its version.</summary>
/// <param name="Template">The parsed template.</param>
/// <param name="Id">The id of the template.</param>
/// <param name="Version">The number of the version.</param>
internal sealed record FoundTemplate(ReportTemplate Template, string Id, int Version)
{
    /// <summary>The id and the version, as reports show them.</summary>
    public string Name => $"{Id} v{Version}";
}
