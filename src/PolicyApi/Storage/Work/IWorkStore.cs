namespace PolicyApi.Storage.Work;

/// <summary>
/// Jobs divided into chunks, which the workers of all processes on the store take one by one. Each chunk's result is stored exactly once, whatever
/// happens to the workers. Safe for concurrent use.
/// </summary>
public interface IWorkStore
{
    /// <summary>Creates a job that has not received its chunks yet.</summary>
    /// <param name="job">The job.</param>
    /// <param name="mostUnfinished">The maximum number of jobs that may be receiving or running, including this one.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="false"/> if the maximum is reached; nothing was stored.</returns>
    Task<bool> CreateJobAsync(NewJob job, int mostUnfinished, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a chunk to a job that is receiving. A repetition of the same chunk is ignored, and a chunk for a job that is no longer receiving is dropped.
    /// </summary>
    /// <param name="jobId">The job.</param>
    /// <param name="chunk">The chunk; they are numbered 1, 2, 3 ….</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task AddChunkAsync(string jobId, NewChunk chunk, CancellationToken cancellationToken);

    /// <summary>Marks all chunks of a job as present, so that work on them can start.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="false"/> if it is no longer receiving because it was cancelled or removed.</returns>
    Task<bool> StartJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Reads the state of a job.</summary>
    /// <param name="jobId">Its id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns><see langword="null"/> when there is none.</returns>
    Task<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Lists jobs, newest first.</summary>
    /// <param name="afterId">The last id of the previous page; <see langword="null"/> for the first page.</param>
    /// <param name="pageSize">The maximum number; 1 to <see cref="WorkLimits.MaxPageSize"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task<IReadOnlyList<Job>> ListJobsAsync(string? afterId, int pageSize, CancellationToken cancellationToken);

    /// <summary>Ends a job before it is done: chunks in progress are finished, no other is started. A job that has ended is left unchanged.</summary>
    /// <param name="jobId">Its id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task CancelJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Removes a job with all its data. The answers that it stored stay.</summary>
    /// <param name="jobId">Its id.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    Task DeleteJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>
    /// Takes a chunk that no other worker is handling, calls the handler, and stores its result, its decisions and that it is done:
    /// all or nothing. If the handler throws or the process dies, the chunk is free again.
    /// </summary>
    /// <param name="handle">Handles the chunk.</param>
    /// <param name="cancellationToken">Cancels the operation before a chunk is taken; after that, the handler decides.</param>
    /// <returns><see langword="false"/> when there is nothing to do.</returns>
    Task<bool> WorkAsync(Func<WorkChunk, Task<WorkResult>> handle, CancellationToken cancellationToken);

    /// <summary>Reads the results of a job's completed chunks, in the order of their numbers, verified.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadResultsAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the content of a job's chunks, one by one, and overwrites the old content where the store can. Waits for
    /// the worker of a chunk, so that no later result is made from the old content.
    /// </summary>
    /// <param name="jobId">The job; <paramref name="rewrite"/> is called for each of its chunks, and again if one has changed in the meantime.</param>
    /// <param name="rewrite">Returns the new content; <see langword="null"/> to leave the chunk unchanged.</param>
    /// <param name="cancellationToken">Cancels between two chunks.</param>
    Task RewriteChunksAsync(string jobId, Func<ChunkContent, Task<ChunkRewrite?>> rewrite, CancellationToken cancellationToken);

    /// <summary>Removes jobs that ended before a time, and those that have received nothing since then.</summary>
    /// <param name="before">The time.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The number of jobs removed.</returns>
    Task<int> SweepJobsAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
