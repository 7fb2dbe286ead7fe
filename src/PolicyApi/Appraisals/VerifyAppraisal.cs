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

namespace PolicyApi.Appraisals;

/// <summary>Evaluates stored appraisals again with the versions on which they are based, and compares the results.</summary>
internal static class VerifyAppraisal
{
    /// <summary>The members of an appraisal that name its documents.</summary>
    public static readonly IReadOnlyList<(string Member, CatalogSection Section)> References =
        [("scheme", CatalogSection.Schemes), ("model", CatalogSection.Models), ("policies", CatalogSection.Policies)];

    private static readonly VerifiedAnswers Appraisals = new(
        DecisionType.Appraisal,
        References,
        (id, rules, stamp, facts) => rules.InForce.Set.FindScheme(id) is { } scheme ? Appraise.Answer(scheme, rules, stamp, facts, new ArrayBufferWriter<byte>()) : null);

    /// <summary>Verifies one appraisal.</summary>
    public static async Task<Results<Ok<AnswerVerification>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] IPolicyStore store, [FromServices] AnswerVerifier verifier, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User);
        return await StoredFacts.FindAsync(store, DecisionType.Appraisal, id, cancellation) is { } record && caller.MayReadAbout(record.Subject)
            ? TypedResults.Ok(await Appraisals.OneAsync(verifier, record, caller, cancellation))
            : ReadAppraisal.NotFound(id);
    }

    /// <summary>Verifies a range of appraisals.</summary>
    public static RangeVerification Range(
        [FromQuery, Description("Only appraisals by this scheme."), DocumentId("scheme")] string? scheme,
        [AsParameters] RangeQuery range,
        HttpContext context,
        [FromServices] IPolicyStore store,
        [FromServices] AnswerVerifier verifier) =>
        Appraisals.Range(scheme, range, Caller.Of(context.User), store, verifier);
}
