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
            .WithTags(Tags.Jobs).WithName("job").WithSummary("The progress of a job: how many lines are done and refused, how fast it is, how long it will take")
            .Refuses(404).Needs(Permission.ReadDecisions);
        api.MapPost("/jobs/{id}/cancel", EndJob.CancelAsync)
            .WithTags(Tags.Jobs).WithName("cancelJob").WithSummary("End a job before it is done")
            .WithDescription("Chunks being worked on are finished and no others are started; the result then holds what has been done. A job that has already ended is left unchanged.")
            .Refuses(400, 404, 409, 422).Matches(Job).Repeats(l => l.CommandBytes).Needs(Permission.Evaluate);
        api.MapGet("/jobs/{id}/result", DownloadResult.HandleAsync)
            .WithTags(Tags.Jobs).WithName("jobResult").WithSummary("The result of a job that has ended: one line per input line, in order, or the reports as a ZIP")
            .Produces<string>(200, "application/x-ndjson", "application/zip").Refuses(404, 409).Needs(Permission.Evaluate);
        api.MapDelete("/jobs/{id}", EndJob.DeleteAsync)
            .WithTags(Tags.Jobs).WithName("deleteJob").WithSummary("Remove a job that has ended, with its result")
            .WithDescription("The answers it stored stay. Jobs are also removed automatically after some days (`Jobs:KeepDays`).")
            .Refuses(404, 409).Matches(Job).Needs(Permission.Evaluate);
    }
}
