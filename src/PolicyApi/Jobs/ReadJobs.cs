using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage.Work;

namespace PolicyApi.Jobs;

/// <summary>A query for jobs.</summary>
public sealed record JobQuery
{
    /// <summary>The kind of job.</summary>
    [FromQuery(Name = "kind"), Description("Only jobs of this kind, such as `appraisals` or `reports`."), KindOfJob]
    public string? Kind { get; init; }

    /// <summary>The state of the job.</summary>
    [FromQuery(Name = "status"), Description("Only jobs that are `receiving`, `running`, `done` or `cancelled`."), MemberOf<JobState>]
    public string? Status { get; init; }

    /// <summary>The cursor returned with the previous page.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Word)]
    public string? After { get; init; }

    /// <summary>The maximum number of jobs on the page.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 50."), Within(1, WorkLimits.MaxPageSize)]
    public int? PageSize { get; init; }

    /// <summary>Whether a job matches the query.</summary>
    internal bool Takes(Job job) =>
        (Kind is null || string.Equals(Kind, job.Kind, StringComparison.Ordinal)) && (Status is null || string.Equals(Status, JobStatus.TagOf(job), StringComparison.Ordinal));
}

/// <summary>Reads the state of jobs.</summary>
internal static class ReadJobs
{
    private const int UsualPage = 50;

    /// <summary>Returns one job.</summary>
    public static async Task<Results<Ok<JobStatus>, Fault>> OneAsync(string id, [FromServices] IWorkStore store, HttpResponse response, CancellationToken cancellation)
    {
        if (await store.FindJobAsync(id, cancellation) is not { } job)
            return JobFaults.NotFound(id);
        ETags.Set(response, JobStatus.TagOf(job));
        if (job.EndedAt is null)
            response.Headers.RetryAfter = "1";
        return TypedResults.Ok(JobStatus.Of(job));
    }

    /// <summary>Returns one page of jobs.</summary>
    public static async Task<Ok<JobList>> PageAsync([AsParameters] JobQuery query, [FromServices] IWorkStore store, CancellationToken cancellation)
    {
        var size = query.PageSize ?? UsualPage;
        var wanted = new List<Job>();
        for (var after = query.After is null ? null : Cursors.ReadText(query.After, "after"); wanted.Count <= size;)
        {
            var page = await store.ListJobsAsync(after, WorkLimits.MaxPageSize, cancellation);
            wanted.AddRange(page.Where(query.Takes));
            if (page.Count < WorkLimits.MaxPageSize)
                break;
            after = page[^1].Id;
        }

        return TypedResults.Ok(new JobList([.. wanted.Take(size).Select(JobStatus.Of)], wanted.Count > size ? Cursors.Write(wanted[size - 1].Id) : null));
    }
}

/// <summary>Requires the name of a kind of job.</summary>
internal sealed class KindOfJobAttribute : WordsAttribute
{
    /// <inheritdoc />
    protected override IEnumerable<string> Words(IEnumerable<object> metadata, IServiceProvider services) => services.GetServices<IJobKind>().Select(k => k.Name);
}
