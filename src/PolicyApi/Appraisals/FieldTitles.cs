using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>What people call the fields of a fact model, by the paths that answers name; kept by the model's hash.</summary>
/// <param name="catalog">The documents.</param>
internal sealed class FieldTitles(PolicyCatalog catalog)
{
    private const int Kept = 32;
    private static readonly Dictionary<string, LocalizedText> None = [];

    private readonly LruCache<string, IReadOnlyDictionary<string, LocalizedText>> _known = new(Kept, StringComparer.Ordinal);

    /// <summary>The titles of the model version that an appraisal stands on; none when it is no longer there.</summary>
    /// <param name="appraisal">A stored appraisal.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, LocalizedText>> OfAsync(JsonElement appraisal, CancellationToken cancellation)
    {
        var model = appraisal.GetProperty("model");
        var sha256 = model.GetProperty("sha256").GetString()!;
        if (_known.TryGet(sha256, out var known))
            return known;
        var key = new DocumentKey(CatalogSection.Models, model.GetProperty("id").GetString()!);
        return await catalog.ReadContentAsync(key, model.GetProperty("version").GetInt32(), cancellation) is { } content
            && DocumentReader.Read(content).Document is FactModel document && document.Sha256 == sha256
            ? _known.GetOrAdd(sha256, Of(document))
            : None;
    }

    /// <summary>The titles of a model's newest version; none when there is no such model.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyDictionary<string, LocalizedText>> NewestAsync(string model, CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Models, model);
        if (catalog.Snapshot.Find(key) is not { } history)
            return None;
        var newest = history.Versions[^1];
        if (_known.TryGet(newest.Sha256, out var known))
            return known;
        return await catalog.ReadContentAsync(key, newest.Number, cancellation) is { } content && DocumentReader.Read(content).Document is FactModel document
            ? _known.GetOrAdd(newest.Sha256, Of(document))
            : None;
    }

    /// <summary>The titles of a model: each field's own, after that of the list whose items have it.</summary>
    public static IReadOnlyDictionary<string, LocalizedText> Of(FactModel model)
    {
        var titles = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        Add(titles, model.Input, model.Schema, list: null);
        return titles;
    }

    private static void Add(Dictionary<string, LocalizedText> titles, string path, FactSchema schema, LocalizedText? list)
    {
        foreach (var field in schema.Fields)
        {
            var own = $"{path}.{field.Name}";
            if (field.Schema.Title is { } title)
                titles[own] = Joined(list, title);
            Add(titles, own, field.Schema, list);
        }

        if (schema.Items is { } items)
            Add(titles, path + "[]", items, schema.Title ?? list);
    }

    private static LocalizedText Joined(LocalizedText? list, LocalizedText own) =>
        list is null ? own : new LocalizedText($"{list.En}: {own.En}", $"{list.ZhCn}：{own.ZhCn}");
}
