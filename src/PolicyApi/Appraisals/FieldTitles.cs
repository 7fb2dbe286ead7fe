using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Facts;
using PolicyEngine.Policies;

namespace PolicyApi.Appraisals;

/// <summary>
/// The titles of the values that answers name by their paths. A field of the model has its path as the key. A value that only one policy reads (its
/// parameters, results of other policies) has the part of the appraisal in front, such as <c>promotion/parameters.minimumTenure</c>.
/// </summary>
/// <param name="catalog">The documents.</param>
internal sealed class FieldTitles(PolicyCatalog catalog)
{
    private const int Kept = 32;
    private static readonly Dictionary<string, LocalizedText> None = [];

    private readonly LruCache<string, IReadOnlyDictionary<string, LocalizedText>> _known = new(Kept, StringComparer.Ordinal);

    /// <summary>Returns the titles in the versions on which an appraisal is based; versions that are missing are left out.</summary>
    /// <param name="appraisal">A stored appraisal.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyDictionary<string, LocalizedText>> OfAsync(JsonElement appraisal, CancellationToken cancellation)
    {
        var hashes = appraisal.GetProperty("policies").EnumerateArray().Prepend(appraisal.GetProperty("model")).Select(r => r.GetProperty("sha256").GetString()!).ToList();
        var key = string.Join(' ', hashes);
        if (_known.TryGet(key, out var known))
            return known;
        var documents = new List<Document>(hashes.Count);
        foreach (var sha256 in hashes)
        {
            if (await catalog.ReadContentAsync(sha256, cancellation) is { } content && DocumentReader.ReadAccepted(content).Document is { } document)
                documents.Add(document);
        }

        // An incomplete result is not cached, because a missing content may be restored from a backup.
        return documents.Count == hashes.Count ? _known.GetOrAdd(key, Of(documents)) : Of(documents);
    }

    /// <summary>Returns the titles of a model's newest version; none if there is no such model.</summary>
    /// <param name="model">The model's id.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyDictionary<string, LocalizedText>> NewestAsync(string model, CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Models, model);
        if (catalog.Snapshot.Find(key) is not { } history)
            return None;
        var newest = history.Versions[^1];
        if (_known.TryGet(newest.Sha256, out var known))
            return known;
        return await catalog.ReadContentAsync(key, newest.Number, cancellation) is { } content && DocumentReader.ReadAccepted(content).Document is FactModel document
            ? _known.GetOrAdd(newest.Sha256, PathTitles.Of(document))
            : None;
    }

    /// <summary>
    /// Returns the titles of everything that the rules of a policy read, in the newest versions of its model and of the policies whose results it reads.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyDictionary<string, LocalizedText>> OfRulesAsync(PolicyDocument policy, CancellationToken cancellation)
    {
        var read = new Dictionary<string, PolicyDocument>(StringComparer.Ordinal);
        foreach (var id in policy.Reads.Select(r => r.Policy))
        {
            var key = new DocumentKey(CatalogSection.Policies, id);
            if (catalog.Snapshot.Find(key) is { } history && await catalog.ReadContentAsync(key, history.Versions[^1].Number, cancellation) is { } content
                && DocumentReader.ReadAccepted(content).Document is PolicyDocument document)
                read[id] = document;
        }

        var titles = (await NewestAsync(policy.Model, cancellation)).ToDictionary(StringComparer.Ordinal);
        foreach (var (path, title) in PathTitles.Of(policy, read.GetValueOrDefault))
            titles.TryAdd(path, title);
        return titles;
    }

    /// <summary>Returns the titles in the model and the policies of an appraisal.</summary>
    /// <param name="documents">The documents; those of other kinds are ignored.</param>
    public static IReadOnlyDictionary<string, LocalizedText> Of(IReadOnlyCollection<Document> documents)
    {
        var models = documents.OfType<FactModel>().ToList();
        var titles = models.SelectMany(PathTitles.Of).ToDictionary(StringComparer.Ordinal);
        var policies = documents.OfType<PolicyDocument>().ToDictionary(p => p.Id, StringComparer.Ordinal);
        foreach (var policy in policies.Values)
        {
            foreach (var (path, title) in PathTitles.Of(policy, policies.GetValueOrDefault))
                titles[$"{PartOf(policy.Kind)}/{path}"] = title;
            foreach (var (list, number) in models.Where(m => m.Id == policy.Model).SelectMany(m => PathTitles.OfNumbers(policy, m)))
                titles[list] = number;
        }

        return titles;
    }

    private static string PartOf(DocumentKind kind) => kind switch
    {
        DocumentKind.KpiWeighting => "scores",
        DocumentKind.PromotionEligibility => "promotion",
        DocumentKind.TrainingTrigger => "training",
        DocumentKind.Reward => "reward",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no part of an appraisal is answered by this kind"),
    };
}
