using System.ComponentModel;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Queries;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Decisions;

/// <summary>A stored decision as it appears in a list. Erased decisions are not listed.</summary>
/// <param name="Id">The id; <c>/v1/decisions/{id}</c> returns the whole decision.</param>
/// <param name="Policy">The policy's id.</param>
/// <param name="Subject">The person's id, as in the facts.</param>
/// <param name="DecidedAt">When the service answered (UTC).</param>
/// <param name="Sha256">
/// SHA-256 of the stored record, or of the masked record for callers who may not see personal data: the <c>ETag</c> of the decision.
/// </param>
/// <param name="Version">The version of the policy.</param>
/// <param name="Outcome">The outcome of a promotion policy: <c>met</c>, <c>notMet</c> or <c>undetermined</c>. Left out for other kinds.</param>
public sealed record DecisionSummary(
    string Id, string Policy, string? Subject, DateTimeOffset DecidedAt, string Sha256, int? Version = null, string? Outcome = null);

/// <summary>One page of decisions, newest first.</summary>
/// <param name="Items">The decisions.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record DecisionList(IReadOnlyList<DecisionSummary> Items, string? Next = null);

/// <summary>A query for decisions.</summary>
public sealed record DecisionQuery
{
    /// <summary>The id of the policy.</summary>
    [FromQuery(Name = "policy"), Description("Only decisions by this policy."), DocumentId("policy")]
    public string? Policy { get; init; }

    /// <summary>The id of the person.</summary>
    [FromQuery(Name = "subject"), Description("Only decisions about this person."), Longest(AnswerPages.LongestSubject)]
    public string? Subject { get; init; }

    /// <summary>The start of the range, inclusive.</summary>
    [FromQuery(Name = "from"), Description("Only decisions made at this moment or later."), NotAfter("to")]
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the range, exclusive.</summary>
    [FromQuery(Name = "to"), Description("Only decisions made before this moment.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The cursor returned with the previous page.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Answer)]
    public string? After { get; init; }

    /// <summary>The maximum number of decisions on the page.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 200."), Within(1, AnswerPages.Largest)]
    public int? PageSize { get; init; }
}

/// <summary>Lists stored decisions, newest first.</summary>
internal static class ListDecisions
{
    /// <summary>Returns one page.</summary>
    public static async Task<Ok<DecisionList>> HandleAsync(
        [AsParameters] DecisionQuery query, HttpContext context, [FromServices] StoredAnswers answers, CancellationToken cancellation)
    {
        var wanted = new AnswersWanted(query.Policy, query.Subject, query.From, query.To, query.After, query.PageSize);
        var page = await AnswerPages.ReadAsync(answers, DecisionType.Decision, wanted, Caller.Of(context.User), cancellation);
        return TypedResults.Ok(new DecisionList([.. page.Records.Select(Summary)], page.Next));
    }

    private static DecisionSummary Summary(DecisionRecord record)
    {
        if (record.Body.IsEmpty)
            return new DecisionSummary(record.Id, record.DocumentId, record.Subject, record.At, record.Sha256);
        using var json = JsonDocument.Parse(record.Body);
        var body = json.RootElement;
        return new DecisionSummary(
            record.Id,
            record.DocumentId,
            body.TryGetProperty("subject", out var subject) ? subject.GetString() : record.Subject,
            record.At,
            record.Sha256,
            body.GetProperty("policy").GetProperty("version").GetInt32(),
            body.TryGetProperty("outcome", out var outcome) ? outcome.GetString() : null);
    }
}
