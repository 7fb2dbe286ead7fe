using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>
/// The chunks that this process's workers have taken; the queue itself is on the disk. Use only inside the <see cref="StoreGate"/> of the file,
/// except <see cref="PutBack"/>.
/// </summary>
internal sealed class ChunkHands(WorkFile file, RecentLines recent, TimeProvider time)
{
    private readonly Dictionary<(string Job, int Number), TaskCompletionSource> _taken = [];

    /// <summary>Takes a chunk that no worker has; <see langword="null"/> when there is none.</summary>
    public WorkChunk? Take()
    {
        if (!file.IsMade)
            return null;
        lock (_taken)
        {
            var free = file.Tables.Next(_taken.Count + 1).Where(c => !_taken.ContainsKey((c.Job, c.Number))).Take(1).ToList();
            if (free.Count == 0)
                return null;
            var (jobId, number, tries) = free[0];
            var job = file.FindJob(jobId) ?? throw new StoreCorruptException($"the job `{jobId}` is missing, but its chunk {number} is there");
            var (input, _) = file.Tables.ReadChunk(jobId, number);
            file.Write(tables => tables.CountTry(jobId, number, tries + 1));
            _taken.Add((jobId, number), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return new WorkChunk(jobId, job.Kind, job.CreatedAt, job.Spec, number, input, tries + 1);
        }
    }

    /// <summary>Stores the result of a chunk and marks it as done.</summary>
    public bool Complete(WorkChunk chunk, WorkResult result)
    {
        // The job was removed in the meantime: the result is not needed.
        if (file.FindJob(chunk.JobId) is not { } job || !file.Tables.HasChunk(chunk.JobId, chunk.Number))
            return false;
        var (_, lines) = file.Tables.ReadChunk(chunk.JobId, chunk.Number);
        var isLast = job.ChunksDone + 1 == job.Chunks && job.EndedAt is null;
        recent.Add(chunk.JobId, lines);
        var now = job with
        {
            ChunksDone = job.ChunksDone + 1,
            Done = job.Done + lines,
            Failed = job.Failed + result.Failed,
            State = isLast ? JobState.Done : job.State,
            EndedAt = isLast ? StoredTime.Cut(time.GetUtcNow()) : job.EndedAt,
        };
        return file.Save(now, tables => tables.Complete(chunk.JobId, chunk.Number, result.Output));
    }

    /// <summary>Releases a chunk, done or not.</summary>
    public void PutBack(WorkChunk chunk)
    {
        lock (_taken)
        {
            if (_taken.Remove((chunk.JobId, chunk.Number), out var working))
                working.SetResult();
        }
    }

    /// <summary>Overwrites the content of a chunk with other bytes and wipes the old content.</summary>
    /// <returns>Whether this succeeded, and if not, what to wait for before a retry: a worker has the chunk, or has completed it in the meantime.</returns>
    public (bool IsWritten, Task Working) Rewrite(string jobId, ChunkContent content, ChunkRewrite now)
    {
        lock (_taken)
        {
            if (_taken.TryGetValue((jobId, content.Number), out var working))
                return (false, working.Task);
        }

        if (file.FindJob(jobId) is not { } job)
            return (true, Task.CompletedTask);
        if (file.Tables.Content(jobId, content.Number) is not { } present || present.IsDone != content.IsDone || !present.Bytes.Span.SequenceEqual(content.Bytes.Span))
            return (false, Task.CompletedTask);
        file.Save(job with { Failed = job.Failed + now.MoreFailed }, tables => tables.Overwrite(jobId, content, now.Bytes));
        file.Wipe();
        return (true, Task.CompletedTask);
    }
}
