using PolicyApi.Access;
using PolicyApi.Platform.Problems;
using PolicyApi.Privacy;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>Which stored answers a list is asked for.</summary>
/// <param name="Document">By which policy or scheme.</param>
/// <param name="Subject">About whom.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The moment after the last.</param>
/// <param name="After">Where the page before ended.</param>
/// <param name="PageSize">How many at most.</param>
internal sealed record AnswersWanted(string? Document, string? Subject, DateTimeOffset? From, DateTimeOffset? To, string? After, int? PageSize);

/// <summary>One page of stored answers, newest first.</summary>
/// <param name="Records">The answers, as far as the caller may see them.</param>
/// <param name="Next">Where the next page begins; <see langword="null"/> on the last.</param>
internal sealed record AnswerPage(IReadOnlyList<DecisionRecord> Records, string? Next);

/// <summary>Reads pages of stored answers.</summary>
internal static class AnswerPages
{
    private const int Largest = 200;
    private const int LongestSubject = 4_096;

    /// <summary>The page that a list is asked for.</summary>
    /// <param name="answers">The door to stored answers.</param>
    /// <param name="type">Decisions or appraisals.</param>
    /// <param name="document">The parameter that names the policy or scheme.</param>
    /// <param name="wanted">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="FaultException">A parameter is not as it should be.</exception>
    public static Task<AnswerPage> ReadAsync(
        StoredAnswers answers, DecisionType type, string document, AnswersWanted wanted, Caller caller, CancellationToken cancellation)
    {
        if (wanted.PageSize is < 1 or > Largest)
            throw Invalid("pageSize", $"`pageSize` is 1 to {Largest}.");
        if (wanted.Document is not null && !DocumentKey.IsId(wanted.Document))
            throw Invalid(document, $"`{wanted.Document}` is no id of a {document}.");
        if (wanted.Subject is { Length: 0 or > LongestSubject })
            throw Invalid("subject", "`subject` is a person's id.");
        var after = wanted.After is { } text ? Cursors.Read(text, "after") : wanted.To is { } to ? Cursors.Before(to) : null;
        return CutAsync(answers, new DecisionFilter(type, wanted.Document, wanted.Subject), after, wanted.From, wanted.PageSize ?? Largest, caller, cancellation);
    }

    /// <summary>The newest answers behind a place, up to a number that may be larger than what a store gives at once.</summary>
    /// <param name="answers">The door to stored answers.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The place; <see langword="null"/> for the beginning.</param>
    /// <param name="from">Older ones are left out.</param>
    /// <param name="most">How many at most; 1 or more.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<AnswerPage> CutAsync(
        StoredAnswers answers, DecisionFilter filter, DecisionCursor? after, DateTimeOffset? from, int most, Caller caller, CancellationToken cancellation)
    {
        // One more than asked for says whether there is a next page.
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

    private static FaultException Invalid(string parameter, string detail) => new(Faults.ParameterInvalid(parameter, detail));
}
