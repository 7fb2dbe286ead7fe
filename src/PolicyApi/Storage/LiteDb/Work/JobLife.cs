using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.LiteDb.Work;

/// <summary>A job from its first chunk to its removal. Use only inside the <see cref="StoreGate"/> of the file.</summary>
internal sealed class JobLife(WorkFile file, TimeProvider time)
{
    private DateTimeOffset Now => StoredTime.Cut(time.GetUtcNow());

    public bool Create(NewJob job, int mostUnfinished) =>
        file.Tables.AllJobs().Count(j => j.EndedAt is null) < mostUnfinished && file.Save(JobRow.Of(job));

    public bool Add(string jobId, NewChunk chunk) =>
        file.FindJob(jobId) is { State: JobState.Receiving } job && !file.Tables.HasChunk(jobId, chunk.Number)
        && file.Save(job with { Chunks = job.Chunks + 1, Lines = job.Lines + chunk.Lines }, tables => tables.AddChunk(jobId, chunk));

    public bool Start(string jobId) =>
        file.FindJob(jobId) is { State: JobState.Receiving } job
        && file.Save(job with { State = JobState.Running, StartedAt = Now }, tables => tables.Enqueue(jobId, job.Chunks));

    public bool Cancel(string jobId) =>
        file.FindJob(jobId) is { EndedAt: null } job
        && file.Save(job with { State = JobState.Cancelled, EndedAt = Now }, tables => tables.Dequeue(jobId));

    public bool Delete(string jobId) =>
        file.FindJob(jobId) is { } job && file.Write(tables => tables.DeleteJob(jobId, job.Chunks));

    /// <summary>Removes jobs that ended before a time, and those that have received nothing since then.</summary>
    public int Sweep(DateTimeOffset before)
    {
        if (!file.IsMade)
            return 0;
        var old = file.Tables.AllJobs().Where(j => j.EndedAt < before || (j.State == JobState.Receiving && j.CreatedAt < before)).ToList();
        foreach (var job in old)
            Delete(job.Id);
        return old.Count;
    }
}
