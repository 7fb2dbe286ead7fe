using System.Globalization;
using PolicyApi.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Testing;

namespace PolicyApi.Catalog;

/// <summary>
/// Lets policies come into force only when their own tests pass, and with as much coverage and as high a mutation score as is
/// required. What it finds follows from the documents' bytes, so it is kept by their hashes.
/// </summary>
/// <param name="options">What is required.</param>
/// <param name="time">Measures how long a mutation score takes.</param>
internal sealed class TestGate(PolicyTestOptions options, TimeProvider time)
{
    private const int MostKept = 1_000;

    /// <summary>Adds the gate to what versions have to pass.</summary>
    public static SetCompiler AddTo(SetCompiler compiler, PolicyTestOptions options, TimeProvider time)
    {
        var gate = new TestGate(options, time);
        return compiler with
        {
            Compare = async (set, pins, versions, cancellation) =>
                [.. await compiler.Compare(set, pins, versions, cancellation), .. await gate.FindProblemsAsync(set, pins, versions, cancellation)],
        };
    }

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
        foreach (var pin in pins.Where(p => p.Key.Section == CatalogSection.Policies))
        {
            if (set.FindPolicy(pin.Key.Id) is { } policy && StandsOn(set, policy, versions)
                && Check(set, policy, versions.Contains(Key(CatalogSection.Policies, policy.Policy)), cancellationToken) is { Count: > 0 } found)
                problems.Add(new DocumentProblems(pin, found));
        }

        return Task.FromResult<IReadOnlyList<DocumentProblems>>(problems);
    }

    private static bool StandsOn(PolicySet set, CompiledPolicy policy, IReadOnlyCollection<VersionKey> versions) =>
        versions.Contains(Key(CatalogSection.Policies, policy.Policy))
        || versions.Contains(Key(CatalogSection.Models, policy.Model))
        || policy.Reads.Any(r => set.FindPolicy(r.Id) is { } read && StandsOn(set, read, versions));

    private static VersionKey Key(CatalogSection section, DocumentReference document) => new(new DocumentKey(section, document.Id), document.Version);

    /// <param name="set">Everything that would be in force.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="isNew">Whether it is published itself; one that only stands on what is has passed the minimums before, and keeps its tests passing.</param>
    /// <param name="cancellation">Ends the work.</param>
    private IReadOnlyList<Diagnostic> Check(PolicySet set, CompiledPolicy policy, bool isNew, CancellationToken cancellation)
    {
        var requirements = isNew ? options.Requirements : TestRequirements.PassingTests;
        var key = string.Create(CultureInfo.InvariantCulture, $"{isNew} {string.Join(' ', Hashes(set, policy).Distinct(StringComparer.Ordinal))}");
        if (_kept.TryGet(key, out var known))
            return known;
        var report = PolicyTestRun.Run(policy, requirements.NeedsMutation ? options.Limits(time, cancellation) : null);
        cancellation.ThrowIfCancellationRequested();
        var found = PolicyTestGate.Check(report, requirements);
        // What the clock had a part in is not kept.
        return report.Mutation is { TimeUp: true } ? found : _kept.GetOrAdd(key, found);
    }

    /// <summary>Everything the answers follow from.</summary>
    private static IEnumerable<string> Hashes(PolicySet set, CompiledPolicy policy) =>
        policy.Reads.SelectMany(r => set.FindPolicy(r.Id) is { } read ? Hashes(set, read) : []).Append(policy.Model.Sha256).Append(policy.Policy.Sha256);
}
