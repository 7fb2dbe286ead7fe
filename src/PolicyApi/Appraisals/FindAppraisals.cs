using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Queries;
using PolicyApi.Privacy;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Storage;

namespace PolicyApi.Appraisals;

/// <summary>A stored appraisal as it appears in a list. Erased appraisals are not listed.</summary>
/// <param name="Id">The id; <c>/v1/appraisals/{id}</c> returns the whole appraisal, <c>/v1/appraisals/{id}/report</c> its report.</param>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="SchemeVersion">The version of the scheme.</param>
/// <param name="Subject">The person's id.</param>
/// <param name="Name">The person's name, masked if the caller may not see it; left out if the facts have none.</param>
/// <param name="Year">The year appraised; left out if the facts have none, or if the caller may not see it.</param>
/// <param name="DecidedAt">When the service answered (UTC).</param>
/// <param name="Composite">The published composite score; left out if it is undetermined.</param>
/// <param name="Grade">The grade of the composite; left out if it is undetermined.</param>
public sealed record AppraisalSummary(
    string Id, string Scheme, int SchemeVersion, string Subject, string? Name, int? Year, DateTimeOffset DecidedAt, decimal? Composite, string? Grade);

/// <summary>One page of appraisals, newest first.</summary>
/// <param name="Items">The appraisals.</param>
/// <param name="Next">Pass it as <c>after</c> to read the next page; left out on the last page.</param>
public sealed record AppraisalList(IReadOnlyList<AppraisalSummary> Items, string? Next = null);

/// <summary>A query for appraisals.</summary>
public sealed record AppraisalQuery
{
    /// <summary>The id of the scheme.</summary>
    [FromQuery(Name = "scheme"), Description("Only appraisals by this scheme."), DocumentId("scheme")]
    public string? Scheme { get; init; }

    /// <summary>The id of the person.</summary>
    [FromQuery(Name = "subject"), Description("Only appraisals of this person."), Longest(AnswerPages.LongestSubject)]
    public string? Subject { get; init; }

    /// <summary>The start of the range, inclusive.</summary>
    [FromQuery(Name = "from"), Description("Only appraisals made at this moment or later."), NotAfter("to")]
    public DateTimeOffset? From { get; init; }

    /// <summary>The end of the range, exclusive.</summary>
    [FromQuery(Name = "to"), Description("Only appraisals made before this moment.")]
    public DateTimeOffset? To { get; init; }

    /// <summary>The cursor returned with the previous page.</summary>
    [FromQuery(Name = "after"), Description("The `next` of the previous page."), Place(PlaceOf.Answer)]
    public string? After { get; init; }

    /// <summary>The maximum number of appraisals on the page.</summary>
    [FromQuery(Name = "pageSize"), Description("The page size: 1 to 200; default: 200."), Within(1, AnswerPages.Largest)]
    public int? PageSize { get; init; }
}

/// <summary>Lists the stored appraisals, by any scheme, that the caller may read.</summary>
internal static class FindAppraisals
{
    /// <summary>Returns one page.</summary>
    public static async Task<Ok<AppraisalList>> HandleAsync(
        [AsParameters] AppraisalQuery query, HttpContext context, [FromServices] StoredAnswers answers, CancellationToken cancellation)
    {
        var wanted = new AnswersWanted(query.Scheme, query.Subject, query.From, query.To, query.After, query.PageSize);
        var page = await AnswerPages.ReadAsync(answers, DecisionType.Appraisal, wanted, Caller.Of(context.User), cancellation);
        return TypedResults.Ok(new AppraisalList([.. page.Records.Select(Summary)], page.Next));
    }

    private static AppraisalSummary Summary(DecisionRecord record)
    {
        var member = new CohortMember(JsonNode.Parse(record.Body.Span)!.AsObject());
        return new AppraisalSummary(
            record.Id, record.DocumentId, member.SchemeVersion, member.Id, member.Name, (int?)member.Year, record.At, member.Composite, member.Grade);
    }
}
