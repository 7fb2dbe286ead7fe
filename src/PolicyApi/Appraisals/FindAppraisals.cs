using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Answers;
using PolicyApi.Privacy;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Appraisals;

/// <summary>What a list shows of an appraisal.</summary>
/// <param name="Id">Names it: <c>/v1/appraisals/{id}</c> is the whole of it, <c>/v1/appraisals/{id}/report</c> its report.</param>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="SchemeVersion">The scheme's version.</param>
/// <param name="Subject">The person's id.</param>
/// <param name="Name">The person's name, as far as the caller may see it.</param>
/// <param name="Year">The year appraised.</param>
/// <param name="DecidedAt">When the service answered, in UTC.</param>
/// <param name="Composite">The composite score; left out while it is undetermined.</param>
/// <param name="Grade">The grade; left out while it is undetermined.</param>
public sealed record AppraisalSummary(
    string Id, string Scheme, int SchemeVersion, string Subject, string? Name, int? Year, DateTimeOffset DecidedAt, decimal? Composite, string? Grade);

/// <summary>Appraisals, newest first.</summary>
/// <param name="Items">One entry each.</param>
/// <param name="Next">Give it as <c>after</c> to read the next page; left out on the last.</param>
public sealed record AppraisalList(IReadOnlyList<AppraisalSummary> Items, string? Next = null);

/// <summary>Which appraisals.</summary>
/// <param name="Scheme">By which scheme.</param>
/// <param name="Subject">About whom.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment after the last.</param>
/// <param name="After">Where to go on.</param>
/// <param name="PageSize">How many at most.</param>
public sealed record AppraisalQuery(
    [property: FromQuery(Name = "scheme"), Description("Only appraisals by this scheme.")] string? Scheme,
    [property: FromQuery(Name = "subject"), Description("Only those about this person.")] string? Subject,
    [property: FromQuery(Name = "from"), Description("Only appraisals given at this moment or later.")] DateTimeOffset? From,
    [property: FromQuery(Name = "to"), Description("Only appraisals given before this moment.")] DateTimeOffset? To,
    [property: FromQuery(Name = "after"), Description("What `next` of the page before said.")] string? After,
    [property: FromQuery(Name = "pageSize"), Description("At most so many: 1 to 200, 200 when left out.")] int? PageSize);

/// <summary>Lists stored appraisals over all schemes: a manager's own, or those of a person.</summary>
internal static class FindAppraisals
{
    /// <summary>One page.</summary>
    public static async Task<Ok<AppraisalList>> HandleAsync(
        [AsParameters] AppraisalQuery query, HttpContext context, [FromServices] StoredAnswers answers, CancellationToken cancellation)
    {
        var wanted = new AnswersWanted(query.Scheme, query.Subject, query.From, query.To, query.After, query.PageSize);
        var page = await AnswerPages.ReadAsync(answers, DecisionType.Appraisal, "scheme", wanted, Caller.Of(context.User), cancellation);
        return TypedResults.Ok(new AppraisalList([.. page.Records.Select(Summary)], page.Next));
    }

    private static AppraisalSummary Summary(DecisionRecord record)
    {
        var member = new CohortMember(JsonNode.Parse(record.Body.Span)!.AsObject());
        return new AppraisalSummary(
            record.Id, record.DocumentId, member.SchemeVersion, member.Id, member.Name, (int?)member.Year, record.At, member.Composite, member.Grade);
    }
}
