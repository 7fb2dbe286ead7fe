using PolicyApi.Access;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>A query for stored answers.</summary>
/// <param name="Document">The id of the policy or scheme that answered; <see langword="null"/> for any.</param>
/// <param name="Subject">The id of the person whom the answers are about; <see langword="null"/> for any.</param>
/// <param name="From">The earliest moment.</param>
/// <param name="To">The end of the range, exclusive.</param>
/// <param name="After">The cursor returned with the previous page.</param>
/// <param name="PageSize">The maximum number of answers.</param>
internal sealed record AnswersWanted(string? Document, string? Subject, DateTimeOffset? From, DateTimeOffset? To, string? After, int? PageSize);

/// <summary>One page of stored answers, newest first.</summary>
/// <param name="Records">The answers that the caller may see.</param>
/// <param name="Next">The cursor for the next page; <see langword="null"/> on the last page.</param>
internal sealed record AnswerPage(IReadOnlyList<DecisionRecord> Records, string? Next);

/// <summary>Reads pages of stored answers.</summary>
internal static class AnswerPages
{
    /// <summary>The maximum number of answers on a page.</summary>
    public const int Largest = 200;

    /// <summary>The maximum number of characters of a person's id.</summary>
    public const int LongestSubject = 4_096;

    /// <summary>Reads one page of a list.</summary>
    /// <param name="answers">The access to stored answers.</param>
    /// <param name="type">Decisions or appraisals.</param>
    /// <param name="wanted">The query.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static Task<AnswerPage> ReadAsync(
        StoredAnswers answers, DecisionType type, AnswersWanted wanted, Caller caller, CancellationToken cancellation)
    {
        return CutAsync(answers, new DecisionFilter(type, wanted.Document, wanted.Subject), Cursors.Place(wanted.After, wanted.To), wanted.From, wanted.PageSize ?? Largest, caller, cancellation);
    }

    /// <summary>Reads the newest answers after a position. The number may be larger than a page of the store.</summary>
    /// <param name="answers">The access to stored answers.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="after">The position; <see langword="null"/> for the beginning.</param>
    /// <param name="from">Older answers are omitted.</param>
    /// <param name="most">The maximum number of answers; 1 or more.</param>
    /// <param name="caller">The caller.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    public static async Task<AnswerPage> CutAsync(
        StoredAnswers answers, DecisionFilter filter, DecisionCursor? after, DateTimeOffset? from, int most, Caller caller, CancellationToken cancellation)
    {
        // One more than requested shows whether there is a next page.
        var records = new List<DecisionRecord>();
        for (var isMore = true; isMore && records.Count <= most;)
        {
            var size = Math.Min(Largest, most + 1 - records.Count);
            var page = await answers.ListAsync(filter, after, size, caller, cancellation);
            records.AddRange(page.Select(a => a.Record).TakeWhile(r => from is null || r.At >= from));
            isMore = page.Count == size && page[^1].Record.At >= (from ?? DateTimeOffset.MinValue);
            after = records.Count > 0 ? PlaceOf(records[^1]) : after;
        }

        return records.Count > most
            ? new AnswerPage(records.GetRange(0, most), Cursors.Write(PlaceOf(records[most - 1])))
            : new AnswerPage(records, null);
    }

    private static DecisionCursor PlaceOf(DecisionRecord record) => new(record.At, record.Id);
}
