using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>Reads where jobs stand.</summary>
internal static class ReadJobs
{
    private const int UsualPage = 50;

    /// <summary>One job.</summary>
    public static async Task<Results<Ok<JobStatus>, Fault>> OneAsync(string id, [FromServices] IWorkStore store, HttpResponse response, CancellationToken cancellation)
    {
        if (await store.FindJobAsync(id, cancellation) is not { } job)
            return JobFaults.NotFound(id);
        if (job.EndedAt is null)
            response.Headers.RetryAfter = "1";
        return TypedResults.Ok(JobStatus.Of(job));
    }

    /// <summary>A page of jobs.</summary>
    public static async Task<Results<Ok<JobList>, Fault>> PageAsync(
        [FromQuery, Description("At most so many: 1 to 200, 50 when left out.")] int? pageSize,
        [FromQuery, Description("The id of the last job of the page before.")] string? after,
        [FromServices] IWorkStore store,
        CancellationToken cancellation)
    {
        var size = pageSize ?? UsualPage;
        if (size is < 1 or > WorkLimits.MaxPageSize)
            return Faults.ParameterInvalid("pageSize", $"`pageSize` is 1 to {WorkLimits.MaxPageSize}.");
        var jobs = await store.ListJobsAsync(after, size, cancellation);
        var next = jobs.Count == size ? $"/v1/jobs?pageSize={size}&after={jobs[^1].Id}" : null;
        return TypedResults.Ok(new JobList([.. jobs.Select(JobStatus.Of)], next));
    }
}
