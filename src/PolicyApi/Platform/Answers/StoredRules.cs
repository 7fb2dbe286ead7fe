using System.Globalization;
using System.Text.Json;
using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers;

/// <summary>Rebuilds the rules that a stored answer was made with.</summary>
/// <param name="catalog">The catalogue, which has the contents of all stored versions.</param>
internal sealed class StoredRules(PolicyCatalog catalog)
{
    /// <summary>Finds and compiles the documents of an answer.</summary>
    /// <param name="stored">The body of its record.</param>
    /// <param name="references">The members of the body that name the documents of the answer, and their sections.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The rules; or, if the content of a version is not stored here, that version.</returns>
    public async Task<(RulesAt? Rules, DocumentPin? Lacking)> FindAsync(
        JsonElement stored, IReadOnlyList<(string Member, CatalogSection Section)> references, CancellationToken cancellation)
    {
        var pins = references.SelectMany(r => Pins(stored, r.Member, r.Section)).ToList();
        foreach (var pin in pins)
        {
            if (await catalog.ReadContentAsync(pin.Sha256, cancellation) is null)
                return (null, pin);
        }

        var asOf = DateOnly.ParseExact(stored.GetProperty("asOf").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var knownAt = DateTimeOffset.Parse(stored.GetProperty("knownAt").GetString()!, CultureInfo.InvariantCulture);
        var set = await catalog.GetSetWithAsync(asOf, knownAt, pins, cancellation);
        return (new RulesAt(set, asOf, knownAt, stored.GetProperty("revision").GetInt64()), null);
    }

    private static IEnumerable<DocumentPin> Pins(JsonElement stored, string member, CatalogSection section)
    {
        var value = stored.GetProperty(member);
        return (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value]).Select(r => new DocumentPin(
            new DocumentKey(section, r.GetProperty("id").GetString()!), r.GetProperty("version").GetInt32(), r.GetProperty("sha256").GetString()!));
    }
}
