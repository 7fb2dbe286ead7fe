using System.Text.Json.Nodes;
using PolicyApi.Access;
using PolicyApi.Platform.Answers.Tracing;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Ndjson;
using PolicyApi.Platform.OpenApi;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Requests;
using PolicyApi.Storage;

namespace PolicyApi.Decisions;

/// <summary>The endpoints of decisions.</summary>
internal static class DecisionEndpoints
{
    /// <summary>Maps the endpoints below <c>/v1</c>.</summary>
    public static void MapDecisions(this IEndpointRouteBuilder api)
    {
        const string ndjson = LineExchange<DecisionRecord>.MediaType;
        api.MapPost("/policies/{id}/decisions", Decide.HandleAsync)
            .WithTags(Tags.Decisions).WithName("decide").WithSummary("Decide on one subject, or many, by one policy")
            .WithDescription("By default, every answer is stored before it is sent: `Location` is the path of the stored record, and `ETag` is its hash. With other settings, the header `Decision-Log` is present: `bestEffort` (stored soon after it is sent; a crash may lose it) or `off` (not stored, so there is no `Location` or `ETag`). In a stream, the line for a subject who cannot be answered is `{\"line\": n, \"error\": …}`, with the number of the line from 1, and the other lines are answered all the same.")
            .Accepts<JsonObject>(BodyReader.JsonMediaType, ndjson)
            .WithRequestExamples(BodyReader.JsonMediaType, library => library.Requests())
            .WithRequestExamples(ndjson, library => library.ManagerLines())
            .Produces<Decision>(200, BodyReader.JsonMediaType, ndjson)
            .Refuses(400, 404, 409, 413, 415, 422, 503).Repeats(l => l.FactsBytes).Needs(Permission.Evaluate);
        api.MapGet("/decisions", ListDecisions.HandleAsync)
            .WithTags(Tags.Decisions).WithName("decisions").WithSummary("The stored decisions, newest first, by policy, person and time")
            .Refuses(400).Needs(Permission.ReadDecisions);
        api.MapGet("/decisions/{id}", ReadDecision.HandleAsync)
            .WithTags(Tags.Decisions).WithName("decision").WithSummary("A stored decision, byte for byte, with the facts it is based on")
            .WithDescription("The response is the stored record: the answer, and in the member `facts` the facts it is based on. For callers who may not see personal data, it is masked: the member `masked` says where, and the `ETag` is the hash of the masked record. The response for an erased answer is 410.")
            .Produces<Decision>(200, BodyReader.JsonMediaType)
            .Refuses(404, 410).Tagged().Needs(Permission.ReadDecisions);
        api.MapGet("/decisions/{id}/verify", VerifyDecision.HandleAsync)
            .WithTags(Tags.Decisions).WithName("verifyDecision").WithSummary("Evaluate a stored decision again with the versions it is based on, and compare the results")
            .Refuses(404).Needs(Permission.ReadDecisions);
        api.MapGet("/decisions/{id}/trace", TraceDecision.HandleAsync)
            .WithTags(Tags.Decisions).WithName("traceDecision").WithSummary("How the rules of a stored decision came to their outcomes, down to the parts of their expressions")
            .WithDescription(AnswerTracer.Description)
            .Produces<AnswerTrace>().Refuses(404, 409, 410).Needs(Permission.TraceAnswers);
        api.MapPost("/decisions:verify", VerifyDecision.Range)
            .WithTags(Tags.Decisions).WithName("verifyDecisions").WithSummary("Verify a range of stored decisions: a line for each that is not the same, then a summary")
            .Produces<AnswerVerification>(200, ndjson)
            .Refuses(400).Needs(Permission.VerifyAnswers);
    }
}
