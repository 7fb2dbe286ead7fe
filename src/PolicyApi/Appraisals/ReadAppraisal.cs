using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>Reads a stored appraisal again, byte for byte.</summary>
internal static class ReadAppraisal
{
    /// <summary>The answer as it was given, with the facts it was given on.</summary>
    public static async Task<Results<StoredAnswerResult, Fault>> HandleAsync(
        string id, [FromServices] IPolicyStore store, CancellationToken cancellation) =>
        await FindAsync(store, id, cancellation) is { } record
            ? StoredAnswerResult.Stored(record)
            : NotFound(id);

    /// <summary>The record of an appraisal, or <see langword="null"/>.</summary>
    public static async Task<DecisionRecord?> FindAsync(IPolicyStore store, string id, CancellationToken cancellation) =>
        await store.FindDecisionAsync(id, cancellation) is { Type: DecisionType.Appraisal } record ? record : null;

    /// <summary>There is no such appraisal.</summary>
    public static Fault NotFound(string id) => Faults.NotFound($"appraisal `{id}`");
}
