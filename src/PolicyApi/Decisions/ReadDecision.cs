using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Decisions;

/// <summary>Returns a stored decision, byte for byte or with personal data masked.</summary>
internal static class ReadDecision
{
    /// <summary>Returns the stored decision with its facts.</summary>
    public static async Task<Results<StoredAnswerResult, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] StoredAnswers answers, CancellationToken cancellation) =>
        await answers.FindAsync(DecisionType.Decision, id, Caller.Of(context.User), cancellation) is { } answer
            ? new StoredAnswerResult(answer.Record.Body, answer.Record.Sha256, null)
            : Faults.NotFound($"decision `{id}`");
}
