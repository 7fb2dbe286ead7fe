using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Reports.Cohorts;
using PolicyApi.Storage;

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

/// <summary>Lists stored appraisals over all schemes: a manager's own, or those of a person.</summary>
internal static class FindAppraisals
{
    private const int LargestPage = 200;
    private const int LongestSubject = 4_096;

    /// <summary>One page.</summary>
    public static async Task<Results<Ok<AppraisalList>, Fault>> HandleAsync(
        [FromQuery, Description("Only those about this person.")] string? subject,
        [FromQuery, Description("`next` of the page before.")] string? after,
        [FromQuery, Description("At most so many: 1 to 200, 200 when left out.")] int? pageSize,
        HttpContext context,
        [FromServices] StoredAnswers answers,
        CancellationToken cancellation)
    {
        if (pageSize is < 1 or > LargestPage)
            return Faults.ParameterInvalid("pageSize", $"`pageSize` is 1 to {LargestPage}.");
        if (subject is { Length: 0 or > LongestSubject })
            return Faults.ParameterInvalid("subject", "`subject` is a person's id.");
        var caller = Caller.Of(context.User);
        DecisionCursor? cursor = null;
        if (after is not null)
        {
            if (await ReadAppraisal.FindAsync(answers, after, caller, cancellation) is not { Record: var last })
                return Faults.ParameterInvalid("after", $"there is no appraisal `{after}`; take `next` of the page before, or leave `after` out.");
            cursor = new DecisionCursor(last.At, last.Id);
        }

        var size = pageSize ?? LargestPage;
        var page = await answers.ListAsync(new DecisionFilter(DecisionType.Appraisal, null, subject), cursor, size, caller, cancellation);
        return TypedResults.Ok(new AppraisalList([.. page.Select(a => Summary(a.Record))], page.Count == size ? page[^1].Record.Id : null));
    }

    private static AppraisalSummary Summary(DecisionRecord record)
    {
        var member = new CohortMember(JsonNode.Parse(record.Body.Span)!.AsObject());
        return new AppraisalSummary(
            record.Id, record.DocumentId, member.SchemeVersion, member.Id, member.Name, (int?)member.Year, record.At, member.Composite, member.Grade);
    }
}
