using System.Text.Json.Nodes;
using PolicyApi.Access;
using PolicyApi.Appraisals.Jobs;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>The endpoints of appraisals.</summary>
internal static class AppraisalEndpoints
{
    /// <summary>Maps them below <c>/v1</c>.</summary>
    public static void MapAppraisals(this IEndpointRouteBuilder api)
    {
        const string ndjson = LineExchange<DecisionRecord>.MediaType;
        api.MapPost("/schemes/{id}/appraisals", Appraise.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("appraise").WithSummary("Appraise one subject, or many, by a scheme")
            .WithDescription("Unless the service is set otherwise, every answer is stored before it is sent: `Location` says where, `ETag` is the hash of the stored record. Set otherwise, the header `Decision-Log` says how (`bestEffort`, or `off`: not stored, so neither `Location` nor `ETag`). Of many, a line that cannot be answered yields `{\"line\": n, \"error\": …}` and the others go on.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType, ndjson)
            .WithRequestExamples(BodyReader.JsonMediaType, library => library.Managers())
            .WithRequestExamples(ndjson, library => library.ManagerLines())
            .Produces<Appraisal>(200, BodyReader.JsonMediaType, ndjson)
            .Refuses(400, 404, 409, 413, 415, 422, 503).Repeats(l => l.FactsBytes).Needs(Permission.Evaluate);
        api.MapPost("/schemes/{id}/jobs", StartAppraisalJob.HandleAsync)
            .WithTags(Tags.Jobs).WithName("appraiseAll").WithSummary("Appraise any number of subjects by a scheme, in the background")
            .WithDescription("Send one subject per line as `application/x-ndjson`, or `application/json` to appraise again whoever has a stored appraisal: of each person the newest that fits. The answer comes at once; `Location` says where the job stands. All lines are answered by the rules that were in force when the job was made.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType, ndjson)
            .WithRequestExamples(ndjson, library => library.ManagerLines())
            .Refuses(400, 404, 409, 413, 415, 422, 503).Repeats(l => l.CommandBytes, takesStreams: true).Needs(Permission.Evaluate);
        api.MapPost("/schemes/{id}/report-jobs", StartReportsJob.HandleAsync)
            .WithTags(Tags.Jobs).WithName("reportAll").WithSummary("Write the reports of everybody who was appraised by a scheme, in the background, as one ZIP")
            .WithDescription("Of each person the newest appraisal that fits the body (`{}` for all; `decidedFrom`, `decidedTo`) and is no trial. `Location` says where the job stands; its result is a ZIP of the pages, with a file in the folder `failed` for each that could not be written.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType)
            .Refuses(400, 404, 409, 413, 415, 422, 503).Repeats(l => l.CommandBytes).Needs(Permission.Evaluate);
        api.MapGet("/appraisals", FindAppraisals.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("appraisals").WithSummary("The stored appraisals that you may read, newest first: a manager's own, or those of one person")
            .Refuses(400).Needs(Permission.ReadAppraisals);
        api.MapGet("/appraisals/{id}", ReadAppraisal.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("appraisal").WithSummary("A stored appraisal, byte for byte, with the facts it was given on")
            .WithDescription("Who may not see personal data reads it masked, and `masked` says where; the `ETag` is then the hash of what is shown.")
            .Produces<Appraisal>(200, BodyReader.JsonMediaType)
            .Refuses(404, 410).Needs(Permission.ReadAppraisals);
        api.MapGet("/appraisals/{id}/verify", VerifyAppraisal.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("verifyAppraisal").WithSummary("Ask a stored appraisal again, by the versions it stands on: the same, or where it differs")
            .Refuses(404).Needs(Permission.ReadAppraisals);
        api.MapPost("/appraisals:verify", VerifyAppraisal.Range)
            .WithTags(Tags.Appraisals).WithName("verifyAppraisals").WithSummary("Ask a range of stored appraisals again: a line for each that differs, then a summary")
            .Produces<AnswerVerification>(200, ndjson)
            .Refuses(400).Needs(Permission.VerifyAnswers);
        api.MapReports();
        MapLinks(api);
    }

    private static void MapLinks(IEndpointRouteBuilder api)
    {
        api.MapPost("/appraisals/{id}/report-links", LinkReport.CreateAsync)
            .WithTags(Tags.Appraisals).WithName("linkReport").WithSummary("Make a link that opens the report in a browser, without a key, for 15 minutes")
            .Refuses(400, 404, 410)
            .RepeatsNot("a link is a secret and never stored, so that it cannot be given again; nothing else is made, ask for another one").Needs(Permission.ReadAppraisals);
        api.MapGet("/report-links/{link}", LinkReport.OpenAsync)
            .WithTags(Tags.Appraisals).WithName("linkedReport").WithSummary("The report of a link")
            .WithDescription("Open to whoever has the link. One that has expired or was changed is not found.")
            .Produces<string>(200, "text/html")
            .Refuses(404, 409, 410).OpenToAll();
    }
}
