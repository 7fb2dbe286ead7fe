using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Policies;
using PolicyEngine.Reference;

namespace PolicyApi.Catalog.Force;

/// <summary>
/// Compares policies with Microsoft's RulesEngine before they come into force. Each check runs on its own thread with a large stack and
/// a time limit. Findings depend only on the bytes of the documents, so they are cached by their hashes.
/// </summary>
internal static class ReferenceGate
{
    private const int StackBytes = 16 * 1024 * 1024;
    private const int MostKept = 1_000;

    /// <summary>The time limit for the check of one policy.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly LruCache<string, IReadOnlyList<Diagnostic>> Kept = new(MostKept, StringComparer.Ordinal);

    /// <summary>Checks the policies that are published, and those that use a published model or read results of a published policy.</summary>
    /// <param name="set">The set that would be in force; it has no errors.</param>
    /// <param name="pins">The documents of the set.</param>
    /// <param name="versions">The versions that are published.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    /// <returns>The problems, by document; empty if there are none.</returns>
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
        // The task is not scheduled but run by its own thread, so that its exceptions reach whoever awaits it.
        var task = new Task<T>(work);
        new Thread(task.RunSynchronously, StackBytes) { IsBackground = true, Name = "reference check" }.Start();
        return task;
    }

    private static Diagnostic TookTooLong() => new(
        "reference-timeout", DiagnosticSeverity.Error, "/workflow", 1, 1,
        string.Create(CultureInfo.InvariantCulture, $"comparing the rules with RulesEngine took more than {Limit.TotalSeconds} seconds; split the policy"));
}
