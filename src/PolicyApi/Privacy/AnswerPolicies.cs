using System.Globalization;
using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Privacy;

/// <summary>Finds what the parts of a stored answer are computed from, in the versions of policies that it names.</summary>
/// <param name="catalog">The catalogue, which has every version that was ever stored.</param>
internal sealed class AnswerPolicies(PolicyCatalog catalog)
{
    private const int Kept = 64;
    private static readonly IReadOnlyDictionary<string, PolicySources> Nothing = new Dictionary<string, PolicySources>(StringComparer.Ordinal);

    private readonly LruCache<string, IReadOnlyDictionary<string, PolicySources>> _known = new(Kept, StringComparer.Ordinal);

    /// <summary>Returns the sources of the policies, by the part of the answer that each produced; policies that no longer compile are left out.</summary>
    /// <param name="answer">The record of a decision or an appraisal.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public async Task<IReadOnlyDictionary<string, PolicySources>> OfAsync(JsonElement answer, CancellationToken cancellation)
    {
        if (!answer.TryGetProperty("asOf", out var asOf) || !answer.TryGetProperty("knownAt", out var knownAt))
            return Nothing;
        var isDecision = answer.TryGetProperty("policy", out var asked);
        DocumentPin[] policies = [.. isDecision ? [Pin(asked)] : answer.GetProperty("policies").EnumerateArray().Select(Pin)];
        var model = answer.GetProperty("model");
        DocumentPin[] pins = [Pin(model) with { Key = new DocumentKey(CatalogSection.Models, model.GetProperty("id").GetString()!) }, .. policies];
        var key = string.Join(' ', pins.Select(p => p.Sha256).Append(asOf.GetString()).Append(knownAt.GetString()));
        if (_known.TryGet(key, out var known))
            return known;
        var set = await catalog.GetSetWithAsync(
            DateOnly.ParseExact(asOf.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateTimeOffset.Parse(knownAt.GetString()!, CultureInfo.InvariantCulture), pins, cancellation);
        var parts = policies
            .Select(p => set.Set.FindPolicy(p.Key.Id))
            .Where(p => p is not null && policies.Any(asked => string.Equals(asked.Sha256, p.Policy.Sha256, StringComparison.Ordinal)))
            .ToDictionary(p => PartOf(p!.Kind, isDecision), p => p!.Sources, StringComparer.Ordinal);
        return _known.GetOrAdd(key, parts);
    }

    private static string PartOf(DocumentKind kind, bool isDecision) => kind switch
    {
        DocumentKind.KpiWeighting => "scores",
        _ when isDecision => "rules",
        DocumentKind.PromotionEligibility => "promotion",
        DocumentKind.TrainingTrigger => "training",
        _ => "reward",
    };

    private static DocumentPin Pin(JsonElement reference) => new(
        new DocumentKey(CatalogSection.Policies, reference.GetProperty("id").GetString()!), reference.GetProperty("version").GetInt32(), reference.GetProperty("sha256").GetString()!);
}
