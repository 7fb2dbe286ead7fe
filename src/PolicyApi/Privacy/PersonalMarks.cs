using System.Text.Json;
using PolicyApi.Access;
using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;

namespace PolicyApi.Privacy;

/// <summary>
/// Finds what is personal in a stored answer, by the version of the fact model of the answer and by the newest published version, so
/// that a mark added later also protects older answers.
/// </summary>
/// <param name="catalog">The models.</param>
/// <param name="policies">Finds what the answer is computed from.</param>
internal sealed class PersonalMarks(PolicyCatalog catalog, AnswerPolicies policies)
{
    private const int Kept = 64;

    private readonly LruCache<string, FactModel> _models = new(Kept, StringComparer.Ordinal);

    /// <summary>Returns what must be hidden in a record.</summary>
    /// <param name="record">A stored answer.</param>
    /// <param name="sight">How much personal data the caller may see.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<Veil> OfAsync(DecisionRecord record, Sight sight, CancellationToken cancellation)
    {
        using var json = JsonDocument.Parse(record.Body, new JsonDocumentOptions { MaxDepth = EngineLimits.DeepestJson + 8 });
        var model = json.RootElement.GetProperty("model");
        var (id, number) = (model.GetProperty("id").GetString()!, model.GetProperty("version").GetInt32());
        var key = new DocumentKey(CatalogSection.Models, id);
        var history = catalog.Snapshot.Find(key) ?? throw new StoreCorruptException($"the fact model `{id}` of the answer `{record.Id}` is missing; restore it from a backup");
        var newest = history.Publications.Select(p => p.Version).DefaultIfEmpty(number).Max();
        var models = new List<FactModel>();
        foreach (var version in new[] { number, newest }.Distinct())
            models.Add(await ModelAsync(key, version, cancellation));
        return new Veil(new Marks(models, sight), await policies.OfAsync(json.RootElement, cancellation));
    }

    private async Task<FactModel> ModelAsync(DocumentKey key, int version, CancellationToken cancellation)
    {
        var sha256 = catalog.Snapshot.Find(key)?.FindVersion(version)?.Sha256;
        if (sha256 is not null && _models.TryGet(sha256, out var known))
            return known;
        return await catalog.ReadContentAsync(key, version, cancellation) is { } content && DocumentReader.ReadAccepted(content).Document is FactModel model
            ? _models.GetOrAdd(model.Sha256, model)
            : throw new StoreCorruptException($"version {version} of `{key}` cannot be read; restore it from a backup");
    }
}
