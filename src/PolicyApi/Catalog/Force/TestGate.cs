using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Testing;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// Lets policies come into force only when their own tests pass, and with as much coverage and as high a mutation score as is
/// required. What it finds follows from the documents' bytes, so it is kept by their hashes.
/// </summary>
/// <param name="options">What is required.</param>
/// <param name="time">Measures how long a mutation score takes.</param>
internal sealed class TestGate(PolicyTestOptions options, TimeProvider time)
{
    private const int MostKept = 1_000;

    private readonly LruCache<string, IReadOnlyList<Diagnostic>> _kept = new(MostKept, StringComparer.Ordinal);

    /// <summary>Tests the policies that are published, and those that stand on a model or on results that are.</summary>
    /// <param name="set">Everything that would be in force, without errors.</param>
    /// <param name="pins">The documents of the set.</param>
    /// <param name="versions">What is published.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What speaks against it, by document; empty when nothing does.</returns>
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

    /// <param name="set">Everything that would be in force.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="isNew">Whether it is published itself; one that only stands on what is has passed the minimums before, and keeps its tests passing.</param>
    /// <param name="cancellation">Ends the work.</param>
    private IReadOnlyList<Diagnostic> Check(PolicySet set, CompiledPolicy policy, bool isNew, CancellationToken cancellation)
    {
        var requirements = isNew ? options.Requirements : TestRequirements.PassingTests;
        var key = string.Create(CultureInfo.InvariantCulture, $"{isNew} {AffectedPolicies.HashesOf(set, policy)}");
        if (_kept.TryGet(key, out var known))
            return known;
        var report = PolicyTestRun.Run(policy, requirements.NeedsMutation ? options.Limits(time, cancellation) : null);
        cancellation.ThrowIfCancellationRequested();
        var found = PolicyTestGate.Check(report, requirements);
        // What the clock had a part in is not kept.
        return report.Mutation is { TimeUp: true } ? found : _kept.GetOrAdd(key, found);
    }
}
