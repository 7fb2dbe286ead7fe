using System.Text.Json.Nodes;
using PolicyApi.Access;
using PolicyApi.Appraisals.Jobs;
using PolicyApi.Platform.Answers.Tracing;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>The endpoints of appraisals.</summary>
internal static class AppraisalEndpoints
{
    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapAppraisals(this IEndpointRouteBuilder api)
    {
        const string ndjson = LineExchange<DecisionRecord>.MediaType;
        api.MapPost("/schemes/{id}/appraisals", Appraise.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("appraise").WithSummary("Appraise one subject, or many, by a scheme")
            .WithDescription("By default, every answer is stored before it is sent: `Location` is the path of the stored record, and `ETag` is its hash. With other settings, the header `Decision-Log` is present: `bestEffort` (stored soon after it is sent; a crash may lose it) or `off` (not stored, so there is no `Location` or `ETag`). In a stream, the line for a subject who cannot be answered is `{\"line\": n, \"error\": …}`, with the number of the line from 1, and the other lines are answered all the same.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType, ndjson)
            .WithRequestExamples(BodyReader.JsonMediaType, library => library.Managers())
            .WithRequestExamples(ndjson, library => library.ManagerLines())
            .Produces<Appraisal>(200, BodyReader.JsonMediaType, ndjson)
            .Refuses(400, 404, 409, 413, 415, 422, 503).Repeats(l => l.FactsBytes).Needs(Permission.Evaluate);
        api.MapPost("/schemes/{id}/jobs", StartAppraisalJob.HandleAsync)
            .WithTags(Tags.Jobs).WithName("appraiseAll").WithSummary("Appraise any number of subjects by a scheme, in the background")
            .WithDescription("Send one subject per line as `application/x-ndjson`. Or send `application/json` to appraise people again with the facts of their newest stored appraisal: `{}` for all, or `scheme` (default: this one), `decidedFrom` and `decidedTo` to select the appraisals. The response is sent when all lines have been stored; `Location` is the path of the job, which shows its progress. All lines are appraised by the same rules, which are fixed when the job is created.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType, ndjson)
            .WithRequestExamples(ndjson, library => library.ManagerLines())
            .Refuses(400, 404, 409, 413, 415, 422, 503).Repeats(l => l.CommandBytes, takesStreams: true).Needs(Permission.Evaluate);
        api.MapPost("/schemes/{id}/report-jobs", StartReportsJob.HandleAsync)
            .WithTags(Tags.Jobs).WithName("reportAll").WithSummary("Write the reports of everyone appraised by a scheme, in the background, as one ZIP")
            .WithDescription("Uses each person's newest appraisal that is not a trial: of all appraisals with the body `{}`, or of those made from `decidedFrom` on and before `decidedTo`. `Location` is the path of the job, which shows its progress. The result is a ZIP file of the reports; its folder `failed` has a file for each report that could not be written.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType).WithCommandExample("report-everybody", "{}")
            .Refuses(400, 404, 409, 413, 415, 422, 503).Repeats(l => l.CommandBytes).Needs(Permission.Evaluate);
        api.MapGet("/appraisals", FindAppraisals.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("appraisals").WithSummary("The stored appraisals you may read, newest first")
            .Refuses(400).Needs(Permission.ReadAppraisals);
        api.MapGet("/appraisals/{id}", ReadAppraisal.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("appraisal").WithSummary("A stored appraisal, byte for byte, with the facts it is based on")
            .WithDescription("The response is the stored record: the answer, and in the member `facts` the facts it is based on. For callers who may not see personal data, it is masked: the member `masked` says where, and the `ETag` is the hash of the masked record. The response for an erased answer is 410.")
            .Produces<Appraisal>(200, BodyReader.JsonMediaType)
            .Refuses(404, 410).Tagged().Needs(Permission.ReadAppraisals);
        api.MapGet("/appraisals/{id}/verify", VerifyAppraisal.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("verifyAppraisal").WithSummary("Evaluate a stored appraisal again with the versions it is based on, and compare the results")
            .Refuses(404).Needs(Permission.ReadAppraisals);
        api.MapGet("/appraisals/{id}/trace", TraceAppraisal.HandleAsync)
            .WithTags(Tags.Appraisals).WithName("traceAppraisal").WithSummary("How the rules of a stored appraisal came to their outcomes, down to the parts of their expressions")
            .WithDescription(AnswerTracer.Description)
            .Produces<AnswerTrace>().Refuses(404, 409, 410).Needs(Permission.TraceAnswers);
        api.MapPost("/appraisals:verify", VerifyAppraisal.Range)
            .WithTags(Tags.Appraisals).WithName("verifyAppraisals").WithSummary("Verify a range of stored appraisals: a line for each that is not the same, then a summary")
            .Produces<AnswerVerification>(200, ndjson)
            .Refuses(400).Needs(Permission.VerifyAnswers);
        api.MapReports();
        MapLinks(api);
    }

    private static void MapLinks(IEndpointRouteBuilder api)
    {
        api.MapPost("/appraisals/{id}/report-links", LinkReport.CreateAsync)
            .WithTags(Tags.Appraisals).WithName("linkReport").WithSummary("Create a link that opens the report in a browser, without a key, for 15 minutes")
            .Refuses(400, 404, 410)
            .RepeatsNot("a link is a secret and never stored, so it cannot be returned again; just ask for another one").Needs(Permission.ReadAppraisals);
        api.MapGet("/report-links/{link}", LinkReport.OpenAsync)
            .WithTags(Tags.Appraisals).WithName("linkedReport").WithSummary("Open the report of a link")
            .WithDescription("No key is needed: anyone who has the link can open it. The response for a link that has expired or was altered is 404.")
            .Produces<string>(200, "text/html")
            .Refuses(404, 409, 410).Tagged().OpenToAll();
    }
}
