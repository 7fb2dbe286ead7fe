using System.Runtime.CompilerServices;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>
/// Bulk work in its own file, done by the one process that has the folder open. Decisions are logged before the chunk is
/// marked: after a crash in between, the chunk is done again and its decisions are found in the log.
/// </summary>
internal sealed class LiteDbWorkStore : IWorkStore
{
    private readonly StoreGate _gate = new(typeof(LiteDbWorkStore));
    private readonly DiskReserve _reserve;
    private readonly IDecisionStore _decisions;
    private readonly RecentLines _recent;
    private readonly WorkFile _file;
    private readonly JobLife _jobs;
    private readonly ChunkHands _chunks;

    /// <param name="folder">The folder of the file; the file is created with the first job.</param>
    /// <param name="checkpointBytes">The size at which its log is applied to the file.</param>
    /// <param name="reserve">The disk space kept in reserve.</param>
    /// <param name="decisions">The decision log.</param>
    /// <param name="time">Supplies the times of events.</param>
    public LiteDbWorkStore(IDataFolder folder, long checkpointBytes, DiskReserve reserve, IDecisionStore decisions, TimeProvider time)
    {
        _reserve = reserve;
        _decisions = decisions;
        _recent = new RecentLines(time);
        _file = new WorkFile(folder, checkpointBytes);
        _jobs = new JobLife(_file, time);
        _chunks = new ChunkHands(_file, _recent, time);
    }

    /// <summary>Completes, with the reason, when the file has failed.</summary>
    public Task<string> Failure => _gate.Failure;

    /// <inheritdoc/>
    public async Task<bool> CreateJobAsync(NewJob job, int mostUnfinished, CancellationToken cancellationToken)
    {
        WorkChecks.Check(job);
        _reserve.Demand();
        return await _gate.RunAsync(() => _jobs.Create(job, mostUnfinished), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AddChunkAsync(string jobId, NewChunk chunk, CancellationToken cancellationToken)
    {
        WorkChecks.Check(chunk);
        _reserve.Demand();
        await _gate.RunAsync(() => _jobs.Add(jobId, chunk), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> StartJobAsync(string jobId, CancellationToken cancellationToken) => WriteAsync(() => _jobs.Start(jobId), cancellationToken);

    /// <inheritdoc/>
    public Task<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) =>
        _gate.RunAsync(() => _file.FindJob(jobId)?.ToJob(_recent.Of(jobId)), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ListJobsAsync(string? afterId, int pageSize, CancellationToken cancellationToken)
    {
        WorkChecks.CheckPageSize(pageSize);
        return await _gate.RunAsync(() => _file.IsMade ? _file.Tables.ListJobs(afterId, pageSize).ConvertAll(j => j.ToJob(_recent.Of(j.Id))) : [], cancellationToken);
    }

    /// <inheritdoc/>
    public Task CancelJobAsync(string jobId, CancellationToken cancellationToken) => WriteAsync(() => _jobs.Cancel(jobId), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteJobAsync(string jobId, CancellationToken cancellationToken) => WriteAsync(() => _jobs.Delete(jobId), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WorkAsync(Func<WorkChunk, Task<WorkResult>> handle, CancellationToken cancellationToken)
    {
        // If there is no room for its result, taking a chunk would only count a try.
        if (_reserve.Shortage() is not null || await _gate.RunAsync(_chunks.Take, cancellationToken) is not { } chunk)
            return false;
        try
        {
            var result = await handle(chunk);
            WorkChecks.Check(result);
            if (result.Decisions.Count > 0)
                await _decisions.AppendDecisionsAsync(result.Decisions);
            await WriteAsync(() => _chunks.Complete(chunk, result), CancellationToken.None);
            return true;
        }
        finally
        {
            _chunks.PutBack(chunk);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadResultsAsync(string jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        while (await _gate.RunAsync(() => _file.IsMade ? _file.Tables.ResultAfter(jobId, number) : null, cancellationToken) is { } result)
        {
            yield return result.Output;
            number = result.Number;
        }
    }

    /// <inheritdoc/>
    public async Task RewriteChunksAsync(string jobId, Func<ChunkContent, Task<ChunkRewrite?>> rewrite, CancellationToken cancellationToken)
    {
        for (var number = 1; await _gate.RunAsync(() => _file.FindJob(jobId)?.Chunks >= number, cancellationToken);)
        {
            if (await _gate.RunAsync(() => _file.Tables.Content(jobId, number), cancellationToken) is not { } content || await rewrite(content) is not { } now)
                number++;
            else if (await WriteAsync(() => _chunks.Rewrite(jobId, content, now), CancellationToken.None) is (false, var working))
                await working.WaitAsync(cancellationToken);
            else
                number++;
        }
    }

    /// <inheritdoc/>
    public Task<int> SweepJobsAsync(DateTimeOffset before, CancellationToken cancellationToken) => WriteAsync(() => _jobs.Sweep(before), cancellationToken);

    /// <summary>Reads a little, so that an unreadable file is noticed.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => _gate.RunAsync(_file.Probe, cancellationToken);

    /// <summary>Wipes removed lines and jobs: see <see cref="IStoreWiper"/>.</summary>
    public Task WipeAsync(CancellationToken cancellationToken) => _gate.RunAsync(_file.Wipe, cancellationToken);

    /// <summary>Holds the file unchanged, so that it can be copied; <see langword="null"/> if it does not exist.</summary>
    public Task<HeldFile?> HoldAsync(CancellationToken cancellationToken) => _gate.RunAsync(_file.Hold, cancellationToken);

    /// <summary>Releases it.</summary>
    /// <returns>Whether it has stayed unchanged.</returns>
    public Task<bool> ReleaseAsync(HeldFile held) => _gate.RunAsync(held.Release, CancellationToken.None);

    /// <summary>Closes the file.</summary>
    public Task CloseAsync() => _gate.CloseAsync(hasFailed => _file.Close(hasFailed || _reserve.IsSpent));

    // For work that needs little space, or frees some.
    private Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken) => _gate.RunAsync(
        () =>
        {
            _reserve.DemandSome();
            return write();
        },
        cancellationToken);
}
