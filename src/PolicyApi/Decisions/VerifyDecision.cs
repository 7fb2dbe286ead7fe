using System.Buffers;
using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Privacy;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Decisions;

/// <summary>Asks stored decisions again, by the versions they stand on, and compares.</summary>
internal static class VerifyDecision
{
    private static readonly VerifiedAnswers Decisions = new(
        DecisionType.Decision,
        [("policy", CatalogSection.Policies), ("model", CatalogSection.Models)],
        (id, rules, stamp, facts) => rules.InForce.Set.FindPolicy(id) is { } policy ? Decide.AnswerAgain(policy, rules, stamp, facts, new ArrayBufferWriter<byte>()) : null);

    /// <summary>One decision.</summary>
    public static async Task<Results<Ok<AnswerVerification>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] IPolicyStore store, [FromServices] AnswerVerifier verifier, CancellationToken cancellation) =>
        await StoredFacts.FindAsync(store, DecisionType.Decision, id, cancellation) is { } record
            ? TypedResults.Ok(await Decisions.OneAsync(verifier, record, Caller.Of(context.User), cancellation))
            : Faults.NotFound($"decision `{id}`");

    /// <summary>A range of decisions.</summary>
    public static RangeVerification Range(
        [FromQuery, Description("Only decisions of this policy."), DocumentId("policy")] string? policy,
        [AsParameters] RangeQuery range,
        HttpContext context,
        [FromServices] IPolicyStore store,
        [FromServices] AnswerVerifier verifier) =>
        Decisions.Range(policy, range, Caller.Of(context.User), store, verifier);
}
