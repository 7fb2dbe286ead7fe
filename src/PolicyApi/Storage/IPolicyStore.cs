namespace PolicyApi.Storage;

/// <summary>
/// Everything the service keeps: the journal with the contents of documents, keyed records, the log of decisions.
/// Safe for concurrent use. What a method has acknowledged survives a restart and a loss of power.
/// </summary>
/// <remarks>
/// Any method throws <see cref="StoreCorruptException"/> if stored bytes are not what was written, and
/// <see cref="StoreFailedException"/> once the store cannot continue. Cancelling stops the wait for a turn, never a write that has begun.
/// </remarks>
public interface IPolicyStore : IJournalStore, IRecordStore, IDecisionStore, IAsyncDisposable
{
    /// <summary>
    /// Completes, with the reason, once the store cannot continue and the process should end. A store that may recover by itself never completes it.
    /// </summary>
    Task<string> Failure { get; }

    /// <summary>The number of appends that wait to be written.</summary>
    int WaitingAppends { get; }

    /// <summary>The work that waits to be written to the decision log.</summary>
    PendingAppends DecisionQueue { get; }

    /// <summary>
    /// Why writes that need disk space are refused at the moment although reads work, and what to do; <see langword="null"/> if they are accepted. It is reset
    /// automatically when there is space, at the latest by the next <see cref="ProbeAsync"/>.
    /// </summary>
    string? Shortage => null;

    /// <summary>Checks by a real read whether the store can serve. Does not throw if it cannot.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<StoreProbe> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>The work that waits to be written or is being written.</summary>
/// <param name="Waiting">The number of waiting appends, without those being written.</param>
/// <param name="Oldest">How long the oldest one has waited; zero when there is none.</param>
public sealed record PendingAppends(int Waiting, TimeSpan Oldest);

/// <summary>Whether a store can serve.</summary>
/// <param name="Ready">Whether it can.</param>
/// <param name="Reason">Why it cannot, and what to do; <see langword="null"/> when it can.</param>
public sealed record StoreProbe(bool Ready, string? Reason);
