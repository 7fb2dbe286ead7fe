using PolicyEngine.Policies;

namespace PolicyApi.Catalog;

/// <summary>
/// Finds out whether documents still fit together once versions are published: on the first day they are in force, and on every
/// later day on which a publication already made changes what they stand beside.
/// </summary>
internal sealed class PublishCheck(CompiledSets sets)
{
    /// <summary>Compiles every set that the publications would be part of, and compares what is new in it with RulesEngine.</summary>
    /// <param name="prospective">The catalogue with the publications in it.</param>
    /// <param name="versions">What is published.</param>
    /// <param name="effectiveFrom">The first day.</param>
    /// <param name="reuse">The set of now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is wrong, each document's version once; empty when the publications may be made.</returns>
    public async Task<IReadOnlyList<DocumentProblems>> FindProblemsAsync(
        CatalogSnapshot prospective,
        IReadOnlyCollection<VersionKey> versions,
        DateOnly effectiveFrom,
        PolicySet? reuse,
        CancellationToken cancellationToken)
    {
        var problems = new Dictionary<DocumentPin, DocumentProblems>();
        foreach (var day in DaysOfChange(prospective, effectiveFrom))
        {
            var pins = prospective.InForceAt(day, null);
            if (!pins.Any(p => versions.Contains(new VersionKey(p.Key, p.Version))))
                continue;
            var compiled = await sets.GetAsync(pins, reuse, cancellationToken);
            var broken = compiled.Problems.Where(p => p.HasErrors).ToList();
            // What does not compile cannot be compared.
            foreach (var found in broken.Count > 0 ? broken : await sets.Compare(compiled.Set, pins, versions, cancellationToken))
                problems.TryAdd(found.Document, found);
        }

        return [.. problems.Values.OrderBy(p => p.Document.Key).ThenBy(p => p.Document.Version)];
    }

    private static IEnumerable<DateOnly> DaysOfChange(CatalogSnapshot prospective, DateOnly from) =>
        prospective.Histories.SelectMany(h => h.Publications).Select(p => p.EffectiveFrom).Where(d => d >= from).Append(from).Distinct().Order();
}
