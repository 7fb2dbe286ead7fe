using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Testing;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// Lets policies come into force only if their own tests pass and have the required coverage and mutation score. Findings depend only on the
/// bytes of the documents, so they are cached by their hashes.
/// </summary>
/// <param name="options">The requirements.</param>
/// <param name="time">Measures the time limit of mutation scores.</param>
internal sealed class TestGate(PolicyTestOptions options, TimeProvider time)
{
    private const int MostKept = 1_000;

    private readonly LruCache<string, IReadOnlyList<Diagnostic>> _kept = new(MostKept, StringComparer.Ordinal);

    /// <summary>Tests the policies that are published, and those that use a published model or read results of a published policy.</summary>
    /// <param name="set">The set that would be in force; it has no errors.</param>
    /// <param name="pins">The documents of the set.</param>
    /// <param name="versions">The versions that are published.</param>
    /// <param name="cancellationToken">Cancels the tests.</param>
    /// <returns>The problems, by document; empty if there are none.</returns>
    public Task<IReadOnlyList<DocumentProblems>> FindProblemsAsync(
        PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellationToken)
    {
        var problems = new List<DocumentProblems>();
        foreach (var (pin, policy) in AffectedPolicies.Of(set, pins, versions))
        {
            if (Check(set, policy, versions.Contains(new VersionKey(pin.Key, pin.Version)), cancellationToken) is { Count: > 0 } found)
                problems.Add(new DocumentProblems(pin, found));
        }

        return Task.FromResult<IReadOnlyList<DocumentProblems>>(problems);
    }

    /// <param name="set">The set that would be in force.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="isNew">Whether it is published itself. A policy that only depends on published documents met the minimums earlier; its tests must
    /// still pass.</param>
    /// <param name="cancellation">Cancels the tests.</param>
    private IReadOnlyList<Diagnostic> Check(PolicySet set, CompiledPolicy policy, bool isNew, CancellationToken cancellation)
    {
        var requirements = isNew ? options.Requirements : TestRequirements.PassingTests;
        var key = string.Create(CultureInfo.InvariantCulture, $"{isNew} {AffectedPolicies.HashesOf(set, policy)}");
        if (_kept.TryGet(key, out var known))
            return known;
        var report = PolicyTestRun.Run(policy, requirements.NeedsMutation ? options.Limits(time, cancellation) : null);
        cancellation.ThrowIfCancellationRequested();
        var found = PolicyTestGate.Check(report, requirements);
        // A finding that depended on the clock is not cached.
        return report.Mutation is { TimeUp: true } ? found : _kept.GetOrAdd(key, found);
    }
}
