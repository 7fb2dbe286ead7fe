using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers.Tracing;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Decisions;

/// <summary>Returns the trace of a stored decision: how its rules came to their outcomes, down to the parts of their expressions.</summary>
internal static class TraceDecision
{
    /// <summary>Evaluates the decision again with the versions it was made with, and returns its trace.</summary>
    public static async Task<Results<Ok<AnswerTrace>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] StoredAnswers answers, [FromServices] AnswerTracer tracer, CancellationToken cancellation) =>
        await answers.FindAsync(DecisionType.Decision, id, Caller.Of(context.User), cancellation) is { } answer
            ? TypedResults.Ok(await tracer.TraceAsync(
                answer.Record, VerifyDecision.References, (policy, rules, facts) => rules.InForce.Set.FindPolicy(policy)?.Trace(facts), cancellation))
            : Faults.NotFound($"decision `{id}`");
}
