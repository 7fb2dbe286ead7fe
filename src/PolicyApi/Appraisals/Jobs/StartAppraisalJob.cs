using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using PolicyApi.Jobs;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals.Jobs;

/// <summary>Creates a job that appraises many subjects by a scheme.</summary>
internal static class StartAppraisalJob
{
    /// <summary>Reads the subjects from the body or from stored appraisals, and returns the status of the new job.</summary>
    public static async Task<Results<Accepted<JobStatus>, Fault>> HandleAsync(
        string id,
        [AsParameters] WhenQuery when,
        [AsParameters] TrialQuery trial,
        HttpRequest request,
        [AsParameters] AppraisalJobServices services,
        CancellationToken cancellation)
    {
        var key = new DocumentKey(CatalogSection.Schemes, id);
        var rules = await services.Finder.FindAsync(key, when, trial, cancellation);
        if (rules.InForce.Set.FindScheme(id) is null)
            throw RulesFinder.Unusable(key, rules);
        if (await SourceAsync(id, request, services) is not { } fill)
            return Faults.UnsupportedMediaType(request.ContentType, LineExchange<DecisionRecord>.MediaType, BodyReader.JsonMediaType);
        var spec = new AppraisalJobSpec(id, rules.AsOf, rules.KnownAt, rules.Revision, [.. rules.InForce.Documents.Select(d => PinnedDocument.Of(d, rules.InForce))]);
        var job = await services.Starter.StartAsync(
            services.Kind,
            JsonSerializer.SerializeToUtf8Bytes(spec, AppraisalJobSpec.Json),
            services.Time.GetUtcNow(),
            Actors.Of(request.HttpContext),
            fill,
            cancellation);
        return TypedResults.Accepted(JobStatus.PathOf(job.Id), JobStatus.Of(job));
    }

    private static async Task<Func<JobIntake, CancellationToken, Task>?> SourceAsync(string scheme, HttpRequest request, AppraisalJobServices services)
    {
        if (BodyReader.IsNdjson(request))
            return new JobBody(request, services.Limits.Value.FactsBytes, services.Settings.Value).FillAsync;
        if (!BodyReader.IsJson(request))
            return null;
        var wanted = SubjectsCommandReader.Read(await BodyReader.ReadJsonAsync(request, services.Limits.Value.CommandBytes), scheme);
        return (intake, cancellation) => StoredSubjects.FillAsync(services.Store, wanted, intake, services.Settings.Value.Lines, cancellation);
    }
}
