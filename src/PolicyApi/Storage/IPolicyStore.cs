namespace PolicyApi.Storage;

/// <summary>
/// Everything the service keeps: the journal with the contents of documents, keyed records, the log of decisions.
/// Safe for concurrent use. What a method has acknowledged survives a restart and a loss of power.
/// </summary>
/// <remarks>
/// Any method throws <see cref="StoreCorruptException"/> when stored bytes are not those that were written, and
/// <see cref="StoreFailedException"/> once the store cannot go on. Cancelling stops the wait for a turn, never a write that has begun.
/// </remarks>
public interface IPolicyStore : IJournalStore, IRecordStore, IDecisionStore, IAsyncDisposable
{
    /// <summary>Done, with the reason, once the store cannot go on and the process should end; a store that may recover by itself never says so.</summary>
    Task<string> Failure { get; }

    /// <summary>How many appends wait to be written.</summary>
    int WaitingAppends { get; }

    /// <summary>What waits to be written to the decision log.</summary>
    PendingAppends DecisionQueue { get; }

    /// <summary>
    /// Why nothing that takes room is written just now, although everything is read, and what to do; <see langword="null"/> when all is well. It ends by itself
    /// when there is room, with the next <see cref="ProbeAsync"/> at the latest.
    /// </summary>
    string? Shortage => null;

    /// <summary>Asks whether the store can serve, by a real read. Does not throw for a store that cannot.</summary>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<StoreProbe> ProbeAsync(CancellationToken cancellationToken);
}

/// <summary>What waits to be written, and what is being written.</summary>
/// <param name="Waiting">How many appends, without those being written.</param>
/// <param name="Oldest">How long the oldest of all has waited; zero when there is none.</param>
public sealed record PendingAppends(int Waiting, TimeSpan Oldest);

/// <summary>Whether a store can serve.</summary>
/// <param name="Ready">Whether it can.</param>
/// <param name="Reason">Why not, and what to do; <see langword="null"/> when it can.</param>
public sealed record StoreProbe(bool Ready, string? Reason);
