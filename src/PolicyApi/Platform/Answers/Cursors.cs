using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>Positions in lists, as texts that are opaque to clients.</summary>
internal static class Cursors
{
    /// <summary>Writes a position among stored answers.</summary>
    public static string Write(DecisionCursor cursor) => Write($"{cursor.At.UtcTicks.ToString(CultureInfo.InvariantCulture)} {cursor.Id}");

    /// <summary>
    /// Returns the position after all answers given at or after a moment, in newest-first order: a list that continues there has only earlier answers.
    /// </summary>
    public static DecisionCursor Before(DateTimeOffset moment) => new(StoredTime.Cut(moment), "!");

    /// <summary>Returns where a list of stored answers begins, given a cursor and an end; <see langword="null"/> to begin with the newest.</summary>
    /// <param name="after">The cursor of the previous page.</param>
    /// <param name="to">The end of the range, exclusive.</param>
    /// <exception cref="FaultException">The text is not a cursor of this service.</exception>
    public static DecisionCursor? Place(string? after, DateTimeOffset? to)
    {
        var place = after is null ? null : Find(after) ?? throw Unreadable("after");
        var end = to is { } moment ? Before(moment) : null;

        // A cursor from a list with a later end may lie outside this list's range; the list then begins at its own end.
        return place is null || place.At >= end?.At ? end ?? place : place;
    }

    /// <summary>Reads a position among stored answers.</summary>
    /// <returns><see langword="null"/> if the text is not a cursor of this service.</returns>
    public static DecisionCursor? Find(string text)
    {
        var parts = (FindText(text) ?? "").Split(' ', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && parts[1].Length is > 0 and <= StoreLimits.MaxDecisionIdLength
            ? new DecisionCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : null;
    }

    /// <summary>Writes a position identified by a word, such as an id.</summary>
    public static string Write(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>Reads a position identified by a word.</summary>
    /// <exception cref="FaultException">The text is not a cursor of this service.</exception>
    public static string ReadText(string text, string parameter) => FindText(text) ?? throw Unreadable(parameter);

    /// <summary>Reads a position identified by a word.</summary>
    /// <returns><see langword="null"/> if the text is not a cursor of this service.</returns>
    public static string? FindText(string text) =>
        text.Length is > 0 and <= 512 && Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : null;

    /// <summary>Writes a position identified by a number.</summary>
    public static string Write(long place) => Write(place.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a position identified by a number.</summary>
    /// <exception cref="FaultException">The text is not a cursor of this service.</exception>
    public static long ReadNumber(string text, string parameter) => FindNumber(text) ?? throw Unreadable(parameter);

    /// <summary>Reads a position identified by a number.</summary>
    /// <returns><see langword="null"/> if the text is not a cursor of this service.</returns>
    public static long? FindNumber(string text) =>
        long.TryParse(FindText(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Returns the error message for a text that is not a cursor of this service.</summary>
    public static string Advice(string parameter) => $"`{parameter}` is not a place in this list; send the `next` of the previous page, or leave it out.";

    private static FaultException Unreadable(string parameter) => new(Faults.ParameterInvalid(parameter, Advice(parameter)));
}

/// <summary>How positions in a list are identified.</summary>
internal enum PlaceOf
{
    /// <summary>A word, such as an id.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A stored answer's time and id.</summary>
    Answer,
}

/// <summary>Requires the value to be a cursor.</summary>
/// <param name="of">How positions in the list are identified.</param>
internal sealed class PlaceAttribute(PlaceOf of) : QueryRuleAttribute
{
    /// <inheritdoc />
    public override IEnumerable<string> Complaints(SentParameter sent)
    {
        var isPlace = of switch
        {
            PlaceOf.Word => Cursors.FindText(sent.Value) is not null,
            PlaceOf.Number => Cursors.FindNumber(sent.Value) is not null,
            _ => Cursors.Find(sent.Value) is not null,
        };
        if (!isPlace)
            yield return Cursors.Advice(sent.Name);
    }
}
