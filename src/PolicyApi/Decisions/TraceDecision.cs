using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers.Tracing;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Decisions;

/// <summary>Shows how a stored decision came about, part by part.</summary>
internal static class TraceDecision
{
    /// <summary>Evaluates it again with its versions.</summary>
    public static async Task<Results<JsonHttpResult<AnswerTrace>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] StoredAnswers answers, [FromServices] AnswerTracer tracer, CancellationToken cancellation) =>
        await answers.FindAsync(DecisionType.Decision, id, Caller.Of(context.User), cancellation) is { } answer
            ? DeepTrace.Of(await tracer.TraceAsync(
                answer.Record, VerifyDecision.References, (policy, rules, facts) => rules.InForce.Set.FindPolicy(policy)?.Trace(facts), cancellation))
            : Faults.NotFound($"decision `{id}`");
}
