using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Decisions;

/// <summary>Reads a stored decision again: byte for byte, or with personal data masked.</summary>
internal static class ReadDecision
{
    /// <summary>The answer as it was given, with the facts it was given on.</summary>
    public static async Task<Results<StoredAnswerResult, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] StoredAnswers answers, CancellationToken cancellation) =>
        await answers.FindAsync(DecisionType.Decision, id, Caller.Of(context.User), cancellation) is { } answer
            ? new StoredAnswerResult(answer.Record.Body, answer.Record.Sha256, null)
            : Faults.NotFound($"decision `{id}`");
}
