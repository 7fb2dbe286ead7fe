using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>Returns a stored appraisal, byte for byte or with personal data masked.</summary>
internal static class ReadAppraisal
{
    /// <summary>Returns the stored appraisal with its facts.</summary>
    public static async Task<Results<StoredAnswerResult, Fault>> HandleAsync(
        string id, HttpContext context, [FromServices] StoredAnswers answers, CancellationToken cancellation) =>
        await FindAsync(answers, id, Caller.Of(context.User), cancellation) is { } answer
            ? new StoredAnswerResult(answer.Record.Body, answer.Record.Sha256, null)
            : NotFound(id);

    /// <summary>Finds an appraisal as the caller may see it; <see langword="null"/> if there is none, and also if the caller may not read it.</summary>
    public static Task<StoredAnswer?> FindAsync(StoredAnswers answers, string id, Caller caller, CancellationToken cancellation) =>
        answers.FindAsync(DecisionType.Appraisal, id, caller, cancellation);

    /// <summary>Returns the refusal for an appraisal that does not exist.</summary>
    public static Fault NotFound(string id) => Faults.NotFound($"appraisal `{id}`");
}
