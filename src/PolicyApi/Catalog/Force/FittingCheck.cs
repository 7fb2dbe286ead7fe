using PolicyEngine.Policies;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// Checks whether documents still fit together after a change of what is in force: on the first day of the change, and on every later day
/// on which a publication or withdrawal already made takes effect.
/// </summary>
internal sealed class FittingCheck(CompiledSets sets)
{
    /// <summary>Compiles every set that the versions would be part of, and checks it with the gates for content.</summary>
    /// <param name="prospective">The catalogue as it would be with the publications.</param>
    /// <param name="versions">The versions that are published.</param>
    /// <param name="effectiveFrom">The first day (UTC).</param>
    /// <param name="reuse">A set whose compiled parts may be reused; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The problems, each document version once; empty if the versions may be published.</returns>
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

    /// <summary>Compiles every set from which the document would be missing, and finds the documents that compile only with it.</summary>
    /// <param name="present">The catalogue before the withdrawal.</param>
    /// <param name="prospective">The catalogue as it would be with the withdrawal.</param>
    /// <param name="effectiveFrom">The first day (UTC) without the document.</param>
    /// <param name="reuse">A set whose compiled parts may be reused; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The errors of the documents that would no longer compile; empty if none depends on the withdrawn one.</returns>
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

        // A set that does not compile can be neither tested nor compared with RulesEngine.
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
