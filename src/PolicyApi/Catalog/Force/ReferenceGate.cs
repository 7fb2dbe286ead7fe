using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Reference;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// Holds policies against Microsoft's RulesEngine before they come into force. The check runs on a thread of its own, with a
/// stack of its own and under a time limit. What it finds follows from the documents' bytes alone, so it is kept by their hashes.
/// </summary>
internal static class ReferenceGate
{
    private const int StackBytes = 16 * 1024 * 1024;
    private const int MostKept = 1_000;

    /// <summary>The longest that the check of one policy may take.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly LruCache<string, IReadOnlyList<Diagnostic>> Kept = new(MostKept, StringComparer.Ordinal);

    /// <summary>Checks the policies that are published, and those that stand on a model or on results that are.</summary>
    /// <param name="set">Everything that would be in force, without errors.</param>
    /// <param name="pins">The documents of the set.</param>
    /// <param name="versions">What is published.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What speaks against it, by document; empty when nothing does.</returns>
    public static async Task<IReadOnlyList<DocumentProblems>> FindProblemsAsync(
        PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellationToken)
    {
        var problems = new List<DocumentProblems>();
        foreach (var (pin, policy) in AffectedPolicies.Of(set, pins, versions))
        {
            if (await CheckAsync(set, policy, cancellationToken) is { Count: > 0 } found)
                problems.Add(new DocumentProblems(pin, found));
        }

        return problems;
    }

    private static async Task<IReadOnlyList<Diagnostic>> CheckAsync(PolicySet set, CompiledPolicy policy, CancellationToken cancellationToken)
    {
        var key = AffectedPolicies.HashesOf(set, policy);
        if (Kept.TryGet(key, out var known))
            return known;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return Kept.GetOrAdd(key, await OnOwnThreadAsync(() => ReferenceCheck.Run(policy, policy.SampleFacts, ReferenceCheck.DefaultGenerated, limit.Token).Diagnostics).WaitAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [TookTooLong()];
        }
    }

    private static Task<T> OnOwnThreadAsync<T>(Func<T> work)
    {
        // Not started here: on its own thread it runs to its end, and whatever it throws is the task's.
        var task = new Task<T>(work);
        new Thread(task.RunSynchronously, StackBytes) { IsBackground = true, Name = "reference check" }.Start();
        return task;
    }

    private static Diagnostic TookTooLong() => new(
        "reference-timeout", DiagnosticSeverity.Error, "/workflow", 1, 1,
        string.Create(CultureInfo.InvariantCulture, $"comparing the rules with RulesEngine took more than {Limit.TotalSeconds} seconds; split the policy"));
}
