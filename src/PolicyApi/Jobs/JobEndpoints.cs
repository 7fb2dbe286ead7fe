using PolicyApi.Access;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Platform.Settings;
using PolicyApi.Privacy;

namespace PolicyApi.Jobs;

/// <summary>The services and endpoints of jobs of every kind. The endpoints that create jobs belong to the kinds.</summary>
internal static class JobEndpoints
{
    private const string Job = "the job, or `*` for any state";

    /// <summary>Registers the services; an <see cref="Storage.Work.IWorkStore"/> and the kinds must be registered as well.</summary>
    public static void AddJobs(this IServiceCollection services)
    {
        services.AddSettings<JobSettings>(JobSettings.Section);
        services.AddSingleton<JobSignal>();
        services.AddSingleton<JobNotes>();
        services.AddSingleton<ISubjectBodies, JobSubjects>();
        services.AddSingleton<JobStarter>();
        services.AddSingleton<ChunkHandler>();
        services.AddHostedService<JobRunner>();
    }

    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapJobs(this IEndpointRouteBuilder api)
    {
        api.MapGet("/jobs", ReadJobs.PageAsync)
            .WithTags(Tags.Jobs).WithName("jobs").WithSummary("The jobs, newest first").Refuses(400).Needs(Permission.ReadDecisions);
        api.MapGet("/jobs/{id}", ReadJobs.OneAsync)
            .WithTags(Tags.Jobs).WithName("job").WithSummary("One job and its progress: lines done and failed, speed and time left")
            .Refuses(404).Tagged().Needs(Permission.ReadDecisions);
        api.MapPost("/jobs/{id}/cancel", EndJob.CancelAsync)
            .WithTags(Tags.Jobs).WithName("cancelJob").WithSummary("Cancel a job")
            .WithDescription("Groups of lines in progress are finished, and no others are started. The result then has the lines that were done. A job that has already ended stays as it is.")
            .Refuses(400, 404, 409, 422).Matches(Job).Repeats(l => l.CommandBytes).Needs(Permission.Evaluate);
        api.MapGet("/jobs/{id}/result", DownloadResult.HandleAsync)
            .WithTags(Tags.Jobs).WithName("jobResult").WithSummary("The result of a job that has ended: one line per input line, in order, or the reports as a ZIP")
            .Produces<string>(200, "application/x-ndjson", "application/zip").Refuses(404, 409).Needs(Permission.Evaluate);
        api.MapDelete("/jobs/{id}", EndJob.DeleteAsync)
            .WithTags(Tags.Jobs).WithName("deleteJob").WithSummary("Delete a job that has ended, with its result")
            .WithDescription("The appraisals that it stored are kept. Jobs are also deleted automatically after some days (`Jobs:KeepDays`).")
            .Refuses(404, 409).Matches(Job).Needs(Permission.Evaluate);
    }
}
