using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Decisions;

/// <summary>Asks stored decisions again, by the versions they stand on, and compares.</summary>
internal static class VerifyDecision
{
    private static readonly (string, CatalogSection)[] References = [("policy", CatalogSection.Policies), ("model", CatalogSection.Models)];

    /// <summary>One decision.</summary>
    public static async Task<Results<Ok<AnswerVerification>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] IPolicyStore store, [FromServices] AnswerVerifier verifier, CancellationToken cancellation) =>
        await StoredFacts.FindAsync(store, DecisionType.Decision, id, cancellation) is { } record
            ? TypedResults.Ok(await VerifyAsync(verifier, record, Caller.Of(context.User).May(Permission.ReadPersonalData), cancellation))
            : Faults.NotFound($"decision `{id}`");

    /// <summary>A range of decisions.</summary>
    public static RangeVerification Range(
        [FromQuery, Description("Only decisions of this policy.")] string? policy,
        [AsParameters] RangeQuery range,
        HttpContext context,
        [FromServices] IPolicyStore store,
        [FromServices] AnswerVerifier verifier)
    {
        range.Most();
        if (policy is not null && !DocumentKey.IsId(policy))
            throw new FaultException(Faults.ParameterInvalid("policy", $"`{policy}` is no id of a policy."));
        var showsValues = Caller.Of(context.User).May(Permission.ReadPersonalData);
        return new RangeVerification(
            store, new DecisionFilter(DecisionType.Decision, policy), range, (record, cancellation) => VerifyAsync(verifier, record, showsValues, cancellation));
    }

    private static Task<AnswerVerification> VerifyAsync(AnswerVerifier verifier, DecisionRecord record, bool showsValues, CancellationToken cancellation) =>
        verifier.VerifyAsync(
            record,
            References,
            (rules, stamp, facts) => rules.InForce.Set.FindPolicy(record.DocumentId) is { } policy ? Decide.Answer(policy, rules, stamp, facts) : null,
            showsValues,
            cancellation);
}
