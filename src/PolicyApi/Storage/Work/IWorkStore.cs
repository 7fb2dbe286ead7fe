namespace PolicyApi.Storage.Work;

/// <summary>
/// Bulk work: jobs cut into chunks, which the workers of all processes on the store take one by one. Each chunk's result is stored once,
/// whatever becomes of the workers. Safe for concurrent use.
/// </summary>
public interface IWorkStore
{
    /// <summary>Makes a job that is still to receive its chunks.</summary>
    /// <param name="job">The job.</param>
    /// <param name="mostUnfinished">Most jobs that may be receiving or running, this one included.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="false"/> when there are as many already; nothing was stored.</returns>
    Task<bool> CreateJobAsync(NewJob job, int mostUnfinished, CancellationToken cancellationToken);

    /// <summary>Adds a chunk to a job that is receiving. The same chunk sent again is left as it is, and one for a job that is not receiving any more is dropped.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="chunk">The chunk; they are numbered 1, 2, 3 ….</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task AddChunkAsync(string jobId, NewChunk chunk, CancellationToken cancellationToken);

    /// <summary>Marks all chunks of a job as present, so that work on them can start.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="false"/> when it is not receiving any more: it was cancelled or removed.</returns>
    Task<bool> StartJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Reads where a job stands.</summary>
    /// <param name="jobId">Its id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Lists jobs, newest first.</summary>
    /// <param name="afterId">The last id of the page before; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">At most so many; 1 to <see cref="WorkLimits.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<IReadOnlyList<Job>> ListJobsAsync(string? afterId, int pageSize, CancellationToken cancellationToken);

    /// <summary>Ends a job before it is done: chunks that are being worked on are finished, no other is begun. A job that has ended stays as it is.</summary>
    /// <param name="jobId">Its id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task CancelJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Removes a job with everything it holds. Decisions that it recorded stay.</summary>
    /// <param name="jobId">Its id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task DeleteJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a chunk that nobody else works on, has it handled, and stores its result, the decisions in it and that it is done:
    /// all or nothing. When the handler throws or the process dies, the chunk is free again.
    /// </summary>
    /// <param name="handle">Handles the chunk.</param>
    /// <param name="cancellationToken">Cancels before a chunk is taken; after that the handler decides.</param>
    /// <returns><see langword="false"/> when there is nothing to do.</returns>
    Task<bool> WorkAsync(Func<WorkChunk, Task<WorkResult>> handle, CancellationToken cancellationToken);

    /// <summary>Reads the results of a job's chunks that are done, in the order of their numbers, verified.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadResultsAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>
    /// Puts something else in the place of what a job's chunks hold, one by one, and overwrites what was there where the store can. Waits for
    /// whoever works on a chunk, so that afterwards nothing comes of what it held before.
    /// </summary>
    /// <param name="jobId">The job; <paramref name="rewrite"/> is asked about each of its chunks, again when one has changed meanwhile.</param>
    /// <param name="rewrite">What is to stand there; <see langword="null"/> when it may stay.</param>
    /// <param name="cancellationToken">Cancels between two chunks.</param>
    Task RewriteChunksAsync(string jobId, Func<ChunkContent, Task<ChunkRewrite?>> rewrite, CancellationToken cancellationToken);

    /// <summary>Removes jobs that ended before a time, and those that have received nothing since then.</summary>
    /// <param name="before">The time.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>How many.</returns>
    Task<int> SweepJobsAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
