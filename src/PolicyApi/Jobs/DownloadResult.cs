using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Returns the result of a job that has ended.</summary>
internal static class DownloadResult
{
    /// <summary>Returns the results in the order of the lines; for a cancelled job, those that exist.</summary>
    public static async Task<Results<PushStreamHttpResult, Fault>> HandleAsync(
        string id,
        HttpContext context,
        [FromServices] IWorkStore store,
        [FromServices] ChunkHandler handler,
        [FromServices] PersonalExports exports,
        CancellationToken cancellation)
    {
        if (await store.FindJobAsync(id, cancellation) is not { } job)
            return JobFaults.NotFound(id);
        if (job.EndedAt is null)
            return JobFaults.NotEnded(id);
        var download = handler.Kind(job.Kind).Download;
        await exports.NoteAsync(Caller.Of(context.User), JobNotes.TargetOf(id), download.Extension[1..], checked((int)job.Done), cancellation);
        return TypedResults.Stream(
            output => download.WriteAsync(FramesAsync(store, id, cancellation), output, cancellation), download.MediaType, id + download.Extension);
    }

    private static async IAsyncEnumerable<JobFrame> FramesAsync(IWorkStore store, string id, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var packed in store.ReadResultsAsync(id, cancellation))
        {
            foreach (var frame in JobFrames.Read(JobFrames.Unpack(packed)))
                yield return frame;
        }
    }
}
