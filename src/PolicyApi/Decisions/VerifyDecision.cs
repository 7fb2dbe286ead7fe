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

/// <summary>Evaluates stored decisions again with the versions on which they are based, and compares the results.</summary>
internal static class VerifyDecision
{
    /// <summary>The members of a decision that name its documents.</summary>
    public static readonly IReadOnlyList<(string Member, CatalogSection Section)> References = [("policy", CatalogSection.Policies), ("model", CatalogSection.Models)];

    private static readonly VerifiedAnswers Decisions = new(
        DecisionType.Decision,
        References,
        (id, rules, stamp, facts) => rules.InForce.Set.FindPolicy(id) is { } policy ? Decide.Answer(policy, rules, stamp, facts, new ArrayBufferWriter<byte>()) : null);

    /// <summary>Verifies one decision.</summary>
    public static async Task<Results<Ok<AnswerVerification>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] IPolicyStore store, [FromServices] AnswerVerifier verifier, CancellationToken cancellation) =>
        await StoredFacts.FindAsync(store, DecisionType.Decision, id, cancellation) is { } record
            ? TypedResults.Ok(await Decisions.OneAsync(verifier, record, Caller.Of(context.User), cancellation))
            : Faults.NotFound($"decision `{id}`");

    /// <summary>Verifies a range of decisions.</summary>
    public static RangeVerification Range(
        [FromQuery, Description("Only decisions of this policy."), DocumentId("policy")] string? policy,
        [AsParameters] RangeQuery range,
        HttpContext context,
        [FromServices] IPolicyStore store,
        [FromServices] AnswerVerifier verifier) =>
        Decisions.Range(policy, range, Caller.Of(context.User), store, verifier);
}
