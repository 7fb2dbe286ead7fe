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

namespace PolicyApi.Appraisals;

/// <summary>Asks stored appraisals again, by the versions they stand on, and compares.</summary>
internal static class VerifyAppraisal
{
    private static readonly (string, CatalogSection)[] References =
        [("scheme", CatalogSection.Schemes), ("model", CatalogSection.Models), ("policies", CatalogSection.Policies)];

    /// <summary>One appraisal.</summary>
    public static async Task<Results<Ok<AnswerVerification>, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] IPolicyStore store, [FromServices] AnswerVerifier verifier, CancellationToken cancellation)
    {
        var caller = Caller.Of(context.User);
        return await StoredFacts.FindAsync(store, DecisionType.Appraisal, id, cancellation) is { } record && caller.MayReadAbout(record.Subject)
            ? TypedResults.Ok(await VerifyAsync(verifier, record, caller.May(Permission.ReadPersonalData), cancellation))
            : ReadAppraisal.NotFound(id);
    }

    /// <summary>A range of appraisals.</summary>
    public static RangeVerification Range(
        [FromQuery, Description("Only appraisals by this scheme.")] string? scheme,
        [AsParameters] RangeQuery range,
        HttpContext context,
        [FromServices] IPolicyStore store,
        [FromServices] AnswerVerifier verifier)
    {
        range.Most();
        if (scheme is not null && !DocumentKey.IsId(scheme))
            throw new FaultException(Faults.ParameterInvalid("scheme", $"`{scheme}` is no id of a scheme."));
        var showsValues = Caller.Of(context.User).May(Permission.ReadPersonalData);
        return new RangeVerification(
            store, new DecisionFilter(DecisionType.Appraisal, scheme), range, (record, cancellation) => VerifyAsync(verifier, record, showsValues, cancellation));
    }

    private static Task<AnswerVerification> VerifyAsync(AnswerVerifier verifier, DecisionRecord record, bool showsValues, CancellationToken cancellation) =>
        verifier.VerifyAsync(
            record,
            References,
            (rules, stamp, facts) => rules.InForce.Set.FindScheme(record.DocumentId) is { } scheme ? Appraise.Answer(scheme, rules, stamp.Id, stamp.At, facts) : null,
            showsValues,
            cancellation);
}
