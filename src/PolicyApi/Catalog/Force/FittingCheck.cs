using PolicyEngine.Policies;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// Finds out whether documents still fit together once what is in force changes: on the first day of the change, and on every
/// later day on which a publication already made changes what they stand beside.
/// </summary>
internal sealed class FittingCheck(CompiledSets sets)
{
    /// <summary>Compiles every set that the versions would be part of, and lets it through the gates for content.</summary>
    /// <param name="prospective">The catalogue with the publications in it.</param>
    /// <param name="versions">What is published.</param>
    /// <param name="effectiveFrom">The first day.</param>
    /// <param name="reuse">The set of now.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
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
            foreach (var found in await ProblemsOfAsync(pins, versions, reuse, cancellationToken))
                problems.TryAdd(found.Document, found);
        }

        return Ordered(problems.Values);
    }

    /// <summary>Compiles every set in which a document is missing from then on, and finds what did compile with it.</summary>
    /// <param name="present">The catalogue before the withdrawal.</param>
    /// <param name="prospective">The catalogue with the withdrawal in it.</param>
    /// <param name="effectiveFrom">The first day without the document.</param>
    /// <param name="reuse">The set of now.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>What would no longer compile; empty when nothing needs the document.</returns>
    public async Task<IReadOnlyList<DocumentProblems>> FindMissedAsync(
        CatalogSnapshot present, CatalogSnapshot prospective, DateOnly effectiveFrom, PolicySet? reuse, CancellationToken cancellationToken)
    {
        var problems = new Dictionary<DocumentPin, DocumentProblems>();
        foreach (var day in DaysOfChange(prospective, effectiveFrom))
        {
            var without = prospective.InForceAt(day, null);
            var with = present.InForceAt(day, null);
            if (without.Count == with.Count)
                continue;
            var broken = (await sets.GetAsync(with, reuse, cancellationToken)).Problems.Where(p => p.HasErrors).Select(p => p.Document).ToHashSet();
            foreach (var found in (await sets.GetAsync(without, reuse, cancellationToken)).Problems.Where(p => p.HasErrors && !broken.Contains(p.Document)))
                problems.TryAdd(found.Document, found);
        }

        return Ordered(problems.Values);
    }

    private async Task<IReadOnlyList<DocumentProblems>> ProblemsOfAsync(
        IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, PolicySet? reuse, CancellationToken cancellationToken)
    {
        var compiled = await sets.GetAsync(pins, reuse, cancellationToken);
        var broken = compiled.Problems.Where(p => p.HasErrors).ToList();

        // What does not compile can be neither tested nor compared.
        if (broken.Count > 0)
            return broken;
        var found = new List<DocumentProblems>();
        foreach (var gate in sets.Gates)
            found.AddRange((await gate(compiled.Set, pins, versions, cancellationToken)).Where(p => p.HasErrors));
        return [.. found.GroupBy(p => p.Document).Select(g => new DocumentProblems(g.Key, [.. g.SelectMany(p => p.Diagnostics)]))];
    }

    private static IReadOnlyList<DocumentProblems> Ordered(IEnumerable<DocumentProblems> problems) =>
        [.. problems.OrderBy(p => p.Document.Key).ThenBy(p => p.Document.Version)];

    private static IEnumerable<DateOnly> DaysOfChange(CatalogSnapshot prospective, DateOnly from) =>
        prospective.Histories.SelectMany(h => h.Publications).Select(p => p.EffectiveFrom).Where(d => d >= from).Append(from).Distinct().Order();
}
