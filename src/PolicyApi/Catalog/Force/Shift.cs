using PolicyApi.Storage;

namespace PolicyApi.Catalog.Force;

/// <summary>A range of days on which another version is in force than before a change.</summary>
/// <param name="Key">The document.</param>
/// <param name="From">The first day (UTC).</param>
/// <param name="To">The last day (UTC); <see langword="null"/> if the range has no end.</param>
/// <param name="Before">The version that was in force before; <see langword="null"/> for none.</param>
/// <param name="After">The version in force after the change; <see langword="null"/> for none.</param>
public sealed record Shift(DocumentKey Key, DateOnly From, DateOnly? To, int? Before, int? After)
{
    /// <summary>Returns every range of days that differs, ordered by document, then by day.</summary>
    /// <param name="present">The catalogue before the change.</param>
    /// <param name="prospective">The catalogue after it.</param>
    /// <param name="keys">The documents to compare.</param>
    internal static IReadOnlyList<Shift> Of(CatalogSnapshot present, CatalogSnapshot prospective, IEnumerable<DocumentKey> keys) =>
        [.. keys.Order().SelectMany(k => Of(k, present, prospective))];

    private static IEnumerable<Shift> Of(DocumentKey key, CatalogSnapshot present, CatalogSnapshot prospective)
    {
        var days = prospective.Find(key)!.Publications.Select(p => p.EffectiveFrom).Distinct().Order().ToList();
        Shift? open = null;
        foreach (var day in days)
        {
            var (before, after) = (present.InForce(key, day, null), prospective.InForce(key, day, null));
            if (open is not null && (before, after) == (open.Before, open.After))
                continue;
            if (open is not null && open.Before != open.After)
                yield return open with { To = day.AddDays(-1) };
            open = new Shift(key, day, null, before, after);
        }

        if (open is not null && open.Before != open.After)
            yield return open;
    }
}
