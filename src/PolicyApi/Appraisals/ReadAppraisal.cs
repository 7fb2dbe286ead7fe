using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>Reads a stored appraisal again, byte for byte.</summary>
internal static class ReadAppraisal
{
    /// <summary>The answer as it was given, with the facts it was given on.</summary>
    public static async Task<Results<StoredAnswerResult, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] IPolicyStore store, CancellationToken cancellation) =>
        await FindAsync(store, id, Caller.Of(context.User), cancellation) is { } record
            ? StoredAnswerResult.Stored(record)
            : NotFound(id);

    /// <summary>The record of an appraisal; <see langword="null"/> alike when there is none and when the caller may not read it.</summary>
    public static async Task<DecisionRecord?> FindAsync(IPolicyStore store, string id, Caller caller, CancellationToken cancellation) =>
        await FindAsync(store, id, cancellation) is { } record && caller.MayReadAbout(record.Subject) ? record : null;

    /// <summary>The record of an appraisal, whoever asks; <see langword="null"/> when there is none.</summary>
    public static async Task<DecisionRecord?> FindAsync(IPolicyStore store, string id, CancellationToken cancellation) =>
        await store.FindDecisionAsync(id, cancellation) is { Type: DecisionType.Appraisal } record ? record : null;

    /// <summary>There is no such appraisal.</summary>
    public static Fault NotFound(string id) => Faults.NotFound($"appraisal `{id}`");
}
