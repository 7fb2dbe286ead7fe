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
    /// <summary>The file's name without an ending.</summary>
    public const string FileName = "work";

    private readonly StoreGate _gate = new();
    private readonly IDataFolder _folder;
    private readonly long _checkpointBytes;
    private readonly IDecisionStore _decisions;
    private readonly TimeProvider _time;
    private readonly RecentLines _recent;
    private LiteDbFile? _file;
    private WorkTables? _tables;

    // Chunks in the hands of this process's workers; the queue itself is on the disk.
    private readonly Dictionary<(string Job, int Number), TaskCompletionSource> _taken = [];

    /// <param name="folder">Where the file lies; it is made with the first job.</param>
    /// <param name="checkpointBytes">How large its log grows before it is brought into the file.</param>
    /// <param name="decisions">The decision log.</param>
    /// <param name="time">Stamps what happens.</param>
    public LiteDbWorkStore(IDataFolder folder, long checkpointBytes, IDecisionStore decisions, TimeProvider time)
    {
        _folder = folder;
        _checkpointBytes = checkpointBytes;
        _decisions = decisions;
        _time = time;
        _recent = new RecentLines(time);
    }

    /// <summary>Done when the file has failed, with why.</summary>
    public Task<string> Failure => _gate.Failure;

    private bool IsMade => _file is not null || _folder.Names().Contains(FileName + ".db", StringComparer.Ordinal);

    private LiteDbFile File => _file ??= LiteDbFile.Open(_folder, FileName, _checkpointBytes, WorkTables.Shapes);

    private WorkTables Tables => _tables ??= new WorkTables(File);

    private DateTimeOffset Now => StoredTime.Cut(_time.GetUtcNow());

    /// <inheritdoc/>
    public async Task<bool> CreateJobAsync(NewJob job, int mostUnfinished, CancellationToken cancellationToken)
    {
        WorkChecks.Check(job);
        return await _gate.RunAsync(() => Create(job, mostUnfinished), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AddChunkAsync(string jobId, NewChunk chunk, CancellationToken cancellationToken)
    {
        WorkChecks.Check(chunk);
        await _gate.RunAsync(() => Add(jobId, chunk), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> StartJobAsync(string jobId, CancellationToken cancellationToken) => _gate.RunAsync(() => Start(jobId), cancellationToken);

    /// <inheritdoc/>
    public Task<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) =>
        _gate.RunAsync(() => IsMade ? Tables.FindJob(jobId)?.ToJob(_recent.Of(jobId)) : null, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ListJobsAsync(string? afterId, int pageSize, CancellationToken cancellationToken)
    {
        WorkChecks.CheckPageSize(pageSize);
        return await _gate.RunAsync(() => IsMade ? Tables.ListJobs(afterId, pageSize).ConvertAll(j => j.ToJob(_recent.Of(j.Id))) : [], cancellationToken);
    }

    /// <inheritdoc/>
    public Task CancelJobAsync(string jobId, CancellationToken cancellationToken) => _gate.RunAsync(() => Cancel(jobId), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteJobAsync(string jobId, CancellationToken cancellationToken) => _gate.RunAsync(() => Delete(jobId), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WorkAsync(Func<WorkChunk, Task<WorkResult>> handle, CancellationToken cancellationToken)
    {
        if (await _gate.RunAsync(Take, cancellationToken) is not { } chunk)
            return false;
        try
        {
            var result = await handle(chunk);
            WorkChecks.Check(result);
            if (result.Decisions.Count > 0)
                await _decisions.AppendDecisionsAsync(result.Decisions);
            await _gate.RunAsync(() => Complete(chunk, result), CancellationToken.None);
            return true;
        }
        finally
        {
            PutBack(chunk);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadResultsAsync(string jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        while (await _gate.RunAsync(() => IsMade ? Tables.ResultAfter(jobId, number) : null, cancellationToken) is { } result)
        {
            yield return result.Output;
            number = result.Number;
        }
    }

    /// <inheritdoc/>
    public async Task RewriteChunksAsync(string jobId, Func<ChunkContent, Task<ChunkRewrite?>> rewrite, CancellationToken cancellationToken)
    {
        for (var number = 1; await _gate.RunAsync(() => IsMade && Tables.FindJob(jobId)?.Chunks >= number, cancellationToken);)
        {
            if (await _gate.RunAsync(() => Tables.Content(jobId, number), cancellationToken) is not { } content || await rewrite(content) is not { } now)
                number++;
            else if (await _gate.RunAsync(() => Rewrite(jobId, content, now), CancellationToken.None) is (false, var working))
                await working.WaitAsync(cancellationToken);
            else
                number++;
        }
    }

    /// <inheritdoc/>
    public Task<int> SweepJobsAsync(DateTimeOffset before, CancellationToken cancellationToken) => _gate.RunAsync(() => Sweep(before), cancellationToken);

    /// <summary>Reads a little, so that a file that cannot be read shows.</summary>
    public Task ProbeAsync(CancellationToken cancellationToken) => _gate.RunAsync(() => _file is not null && Tables.Next(1).Count > 0, cancellationToken);

    /// <summary>Keeps the file as it is, so that it can be copied; <see langword="null"/> when there is none.</summary>
    public Task<HeldFile?> HoldAsync(CancellationToken cancellationToken) => _gate.RunAsync(() => IsMade ? HeldFile.Of(File, FileName + ".db") : null, cancellationToken);

    /// <summary>Lets go of it.</summary>
    /// <returns>Whether it has stayed as it was.</returns>
    public Task<bool> ReleaseAsync(HeldFile held) => _gate.RunAsync(held.Release, CancellationToken.None);

    /// <summary>Closes the file.</summary>
    public Task CloseAsync() => _gate.CloseAsync(hasFailed =>
    {
        if (hasFailed)
            _file?.Abandon();
        else
            _file?.Dispose();
    });

    private bool Create(NewJob job, int mostUnfinished)
    {
        if (Tables.AllJobs().Count(j => j.EndedAt is null) >= mostUnfinished)
            return false;
        File.Write(() => Saved(JobRow.Of(job)));
        return true;
    }

    private bool Add(string jobId, NewChunk chunk)
    {
        if (!IsMade || Tables.FindJob(jobId) is not { State: JobState.Receiving } job || Tables.HasChunk(jobId, chunk.Number))
            return false;
        return File.Write(() =>
        {
            Tables.AddChunk(jobId, chunk);
            return Saved(job with { Chunks = job.Chunks + 1, Lines = job.Lines + chunk.Lines });
        });
    }

    private bool Start(string jobId)
    {
        if (!IsMade || Tables.FindJob(jobId) is not { State: JobState.Receiving } job)
            return false;
        return File.Write(() =>
        {
            Tables.Enqueue(jobId, job.Chunks);
            return Saved(job with { State = JobState.Running, StartedAt = Now });
        });
    }

    private bool Cancel(string jobId)
    {
        if (!IsMade || Tables.FindJob(jobId) is not { EndedAt: null } job)
            return false;
        return File.Write(() =>
        {
            Tables.Dequeue(jobId);
            return Saved(job with { State = JobState.Cancelled, EndedAt = Now });
        });
    }

    private bool Delete(string jobId)
    {
        if (!IsMade || Tables.FindJob(jobId) is not { } job)
            return false;
        return File.Write(() =>
        {
            Tables.DeleteJob(jobId, job.Chunks);
            return true;
        });
    }

    private WorkChunk? Take()
    {
        if (!IsMade)
            return null;
        lock (_taken)
        {
            var free = Tables.Next(_taken.Count + 1).Where(c => !_taken.ContainsKey((c.Job, c.Number))).Take(1).ToList();
            if (free.Count == 0)
                return null;
            var (jobId, number, tries) = free[0];
            var job = Tables.FindJob(jobId) ?? throw new StoreCorruptException($"the job `{jobId}` is missing, but its chunk {number} is there");
            var (input, _) = Tables.ReadChunk(jobId, number);
            File.Write(() =>
            {
                Tables.CountTry(jobId, number, tries + 1);
                return true;
            });
            _taken.Add((jobId, number), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return new WorkChunk(jobId, job.Kind, job.CreatedAt, job.Spec, number, input, tries + 1);
        }
    }

    private bool Complete(WorkChunk chunk, WorkResult result)
    {
        // It was removed meanwhile: nobody wants the result.
        if (Tables.FindJob(chunk.JobId) is not { } job || !Tables.HasChunk(chunk.JobId, chunk.Number))
            return false;
        var (_, lines) = Tables.ReadChunk(chunk.JobId, chunk.Number);
        var isLast = job.ChunksDone + 1 == job.Chunks && job.EndedAt is null;
        _recent.Add(chunk.JobId, lines);
        return File.Write(() =>
        {
            Tables.Complete(chunk.JobId, chunk.Number, result.Output);
            return Saved(job with
            {
                ChunksDone = job.ChunksDone + 1,
                Done = job.Done + lines,
                Failed = job.Failed + result.Failed,
                State = isLast ? JobState.Done : job.State,
                EndedAt = isLast ? Now : job.EndedAt,
            });
        });
    }

    /// <returns>Whether it is as it should be, and if not, what to wait for before it is tried again: somebody works on the chunk, or has done so meanwhile.</returns>
    private (bool IsWritten, Task Working) Rewrite(string jobId, ChunkContent content, ChunkRewrite now)
    {
        lock (_taken)
        {
            if (_taken.TryGetValue((jobId, content.Number), out var working))
                return (false, working.Task);
        }

        if (Tables.FindJob(jobId) is not { } job)
            return (true, Task.CompletedTask);
        if (Tables.Content(jobId, content.Number) is not { } present || present.IsDone != content.IsDone || !present.Bytes.Span.SequenceEqual(content.Bytes.Span))
            return (false, Task.CompletedTask);
        File.Write(() =>
        {
            Tables.Overwrite(jobId, content, now.Bytes);
            return Saved(job with { Failed = job.Failed + now.MoreFailed });
        });

        // Until then the log and the old pages of the data file hold what was there.
        File.Checkpoint();
        return (true, Task.CompletedTask);
    }

    /// <summary>Lets go of lines and jobs that are gone: see <see cref="IStoreWiper"/>.</summary>
    internal Task WipeAsync(CancellationToken cancellationToken) => _gate.RunAsync(
        () =>
        {
            if (IsMade)
                File.Checkpoint();
            return true;
        },
        cancellationToken);

    private void PutBack(WorkChunk chunk)
    {
        lock (_taken)
        {
            if (_taken.Remove((chunk.JobId, chunk.Number), out var working))
                working.SetResult();
        }
    }

    private int Sweep(DateTimeOffset before)
    {
        if (!IsMade)
            return 0;
        var old = Tables.AllJobs().Where(j => j.EndedAt < before || (j.State == JobState.Receiving && j.CreatedAt < before)).ToList();
        foreach (var job in old)
            Delete(job.Id);
        return old.Count;
    }

    private bool Saved(JobRow job)
    {
        Tables.SaveJob(job);
        return true;
    }
}
