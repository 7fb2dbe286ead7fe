using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Decisions;

/// <summary>Reads a stored decision again, byte for byte.</summary>
internal static class ReadDecision
{
    /// <summary>The answer as it was given, with the facts it was given on.</summary>
    public static async Task<Results<StoredAnswerResult, Fault>> HandleAsync(
        string id, [FromServices] IPolicyStore store, CancellationToken cancellation) =>
        await store.FindDecisionAsync(id, cancellation) is { Type: DecisionType.Decision } record
            ? StoredAnswerResult.Stored(record)
            : Faults.NotFound($"decision `{id}`");
}
