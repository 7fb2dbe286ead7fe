using System.Runtime.CompilerServices;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>
/// Bulk work in a file of its own, done by the one process that has the folder open. Decisions go into their log before the chunk is
/// marked: after a crash in between the chunk is done again, and its decisions are found to be there already.
/// </summary>
internal sealed class LiteDbWorkStore : IWorkStore
{
    private readonly StoreGate _gate = new();
    private readonly DiskReserve _reserve;
    private readonly IDecisionStore _decisions;
    private readonly RecentLines _recent;
    private readonly WorkFile _file;
    private readonly JobLife _jobs;
    private readonly ChunkHands _chunks;

    /// <param name="folder">Where the file lies; it is made with the first job.</param>
    /// <param name="checkpointBytes">How large its log grows before it is brought into the file.</param>
    /// <param name="reserve">What of the disk is kept back.</param>
    /// <param name="decisions">The decision log.</param>
    /// <param name="time">Stamps what happens.</param>
    public LiteDbWorkStore(IDataFolder folder, long checkpointBytes, DiskReserve reserve, IDecisionStore decisions, TimeProvider time)
    {
        _reserve = reserve;
        _decisions = decisions;
        _recent = new RecentLines(time);
        _file = new WorkFile(folder, checkpointBytes);
        _jobs = new JobLife(_file, time);
        _chunks = new ChunkHands(_file, _recent, time);
    }

    /// <summary>Done when the file has failed, with why.</summary>
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
        // A chunk whose results have no room would only have its tries counted.
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

    /// <summary>Reads a little, so that a file that cannot be read shows.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => _gate.RunAsync(_file.Probe, cancellationToken);

    /// <summary>Lets go of lines and jobs that are gone: see <see cref="IStoreWiper"/>.</summary>
    public Task WipeAsync(CancellationToken cancellationToken) => _gate.RunAsync(_file.Wipe, cancellationToken);

    /// <summary>Keeps the file as it is, so that it can be copied; <see langword="null"/> when there is none.</summary>
    public Task<HeldFile?> HoldAsync(CancellationToken cancellationToken) => _gate.RunAsync(_file.Hold, cancellationToken);

    /// <summary>Lets go of it.</summary>
    /// <returns>Whether it has stayed as it was.</returns>
    public Task<bool> ReleaseAsync(HeldFile held) => _gate.RunAsync(held.Release, CancellationToken.None);

    /// <summary>Closes the file.</summary>
    public Task CloseAsync() => _gate.CloseAsync(hasFailed => _file.Close(hasFailed || _reserve.IsSpent));

    // What takes little, or makes room.
    private Task<T> WriteAsync<T>(Func<T> write, CancellationToken cancellationToken) => _gate.RunAsync(
        () =>
        {
            _reserve.DemandSome();
            return write();
        },
        cancellationToken);
}
