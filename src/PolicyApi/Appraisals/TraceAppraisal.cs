using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers.Tracing;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;

namespace PolicyApi.Appraisals;

/// <summary>Shows how the rules of a stored appraisal came to their outcomes, part by part.</summary>
internal static class TraceAppraisal
{
    /// <summary>Evaluates it again with its versions.</summary>
    public static async Task<Results<JsonHttpResult<AnswerTrace>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] StoredAnswers answers, [FromServices] AnswerTracer tracer, CancellationToken cancellation) =>
        await ReadAppraisal.FindAsync(answers, id, Caller.Of(context.User), cancellation) is { } answer
            ? DeepTrace.Of(await tracer.TraceAsync(
                answer.Record, VerifyAppraisal.References, (scheme, rules, facts) => rules.InForce.Set.FindScheme(scheme)?.Trace(facts), cancellation))
            : ReadAppraisal.NotFound(id);
}
