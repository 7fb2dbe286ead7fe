using System.Buffers;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Requests;
using PolicyApi.Privacy;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>
/// Erases a person's lines and results from all jobs; in the place of each is an error that says so. Chunks being worked on are waited for.
/// A job whose lines are still arriving is cancelled, because lines about the person could arrive after the erasure.
/// </summary>
/// <param name="store">The store of the jobs.</param>
/// <param name="handler">Knows the kinds of jobs.</param>
/// <param name="notes">Records which jobs are cancelled.</param>
internal sealed class JobSubjects(IWorkStore store, ChunkHandler handler, JobNotes notes) : ISubjectBodies
{
    /// <inheritdoc />
    public async Task<long> EraseAsync(string subject, CancellationToken cancellation)
    {
        long erased = 0;
        for (string? after = null; ;)
        {
            var page = await store.ListJobsAsync(after, WorkLimits.MaxPageSize, cancellation);
            foreach (var job in page)
                erased += await EraseAsync(job, subject, cancellation);
            if (page.Count < WorkLimits.MaxPageSize)
                return erased;
            after = page[^1].Id;
        }
    }

    private async Task<long> EraseAsync(Job job, string subject, CancellationToken cancellation)
    {
        if (job.State == JobState.Receiving)
        {
            await notes.NoteAsync(Actors.Service, JobNotes.Cancelled, job, "a person was erased while its lines were arriving");
            await store.CancelJobAsync(job.Id, cancellation);
        }

        var isAbout = handler.Kind(job.Kind).About(new JobToHandle(job.Id, job.CreatedAt, job.Spec), subject, cancellation);
        var erased = new Dictionary<int, int>();
        await store.RewriteChunksAsync(job.Id, RewriteAsync, cancellation);
        return erased.Values.Sum(n => (long)n);

        async Task<ChunkRewrite?> RewriteAsync(ChunkContent chunk)
        {
            var (bytes, lines) = await WithoutAsync(chunk, isAbout);
            erased[chunk.Number] = lines;
            return lines == 0 ? null : new ChunkRewrite(chunk.IsDone ? JobFrames.Pack(bytes) : bytes, chunk.IsDone ? lines : 0);
        }
    }

    private static async Task<(ReadOnlyMemory<byte> Bytes, int Erased)> WithoutAsync(ChunkContent chunk, IsAbout isAbout)
    {
        var kept = new ArrayBufferWriter<byte>();
        var erased = 0;
        foreach (var frame in JobFrames.Read(chunk.IsDone ? JobFrames.Unpack(chunk.Bytes) : chunk.Bytes))
        {
            var isErased = frame is { IsFaulty: false, IsErased: false } && await isAbout(frame.Content, chunk.IsDone);
            JobFrames.Write(kept, isErased ? Erased(frame.Line, chunk.IsDone) : frame);
            erased += isErased ? 1 : 0;
        }

        return (kept.WrittenMemory, erased);
    }

    private static JobFrame Erased(int line, bool isResult) => isResult
        ? new JobFrame(line, IsFaulty: true, LineError.Utf8(line, JobFaults.Erased()))
        : new JobFrame(line, IsFaulty: false, default, IsErased: true);
}
