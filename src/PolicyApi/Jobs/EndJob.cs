using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Cancels jobs, and removes jobs that have ended.</summary>
internal static class EndJob
{
    /// <summary>Cancels a job: chunks being worked on are finished, and no others are started. Cancelling again changes nothing.</summary>
    public static async Task<Results<Ok<JobStatus>, Fault>> CancelAsync(
        string id, HttpContext context, [FromServices] IWorkStore store, [FromServices] JobNotes notes, CancellationToken cancellation)
    {
        if (await store.FindJobAsync(id, cancellation) is not { } present)
            return JobFaults.NotFound(id);
        ETags.DemandOrAny(context.Request, JobStatus.TagOf(present), JobStatus.PathOf(id));
        if (present is { EndedAt: null } unfinished)
            await notes.NoteAsync(Actors.Of(context), JobNotes.Cancelled, unfinished);
        await store.CancelJobAsync(id, cancellation);
        return await store.FindJobAsync(id, cancellation) is { } job ? TypedResults.Ok(JobStatus.Of(job)) : JobFaults.NotFound(id);
    }

    /// <summary>Removes a job that has ended, with its lines and its result; the answers that it stored stay.</summary>
    public static async Task<Results<NoContent, Fault>> DeleteAsync(
        string id, HttpContext context, [FromServices] IWorkStore store, [FromServices] JobNotes notes, CancellationToken cancellation)
    {
        if (await store.FindJobAsync(id, cancellation) is not { } job)
            return JobFaults.NotFound(id);
        ETags.DemandOrAny(context.Request, JobStatus.TagOf(job), JobStatus.PathOf(id));
        if (job.EndedAt is null)
            return JobFaults.NotEnded(id);
        await notes.NoteAsync(Actors.Of(context), JobNotes.Deleted, job);
        await store.DeleteJobAsync(id, cancellation);
        return TypedResults.NoContent();
    }
}
