using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;

namespace PolicyApi.Tests.Storage;

/// <summary>The writer of the decision log while somebody keeps it from its files.</summary>
internal static class StandingWriter
{
    /// <summary>Waits until the writer stands before the files with what it has taken, so that whatever is appended from now on waits in its queue.</summary>
    /// <param name="store">A store whose gate is held, and to which something was appended since.</param>
    public static Task StandsAsync(LiteDbPolicyStore store) =>
        // Seen once, it may be just taking the first; and it would take what comes then as well.
        Patience.UntilAsync(() => Stands(store.DecisionQueue) && Stands(store.DecisionQueue), "the writer has something in its hands and nothing in its queue");

    private static bool Stands(PendingAppends queue) => queue is { Waiting: 0, Oldest.Ticks: > 0 };
}
