using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PolicyApi.Platform.Problems;
using PolicyApi.Platform.Queries;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>Places in lists, as texts that mean nothing to whoever carries them.</summary>
internal static class Cursors
{
    /// <summary>A place among stored answers.</summary>
    public static string Write(DecisionCursor cursor) => Write($"{cursor.At.UtcTicks.ToString(CultureInfo.InvariantCulture)} {cursor.Id}");

    /// <summary>The place before every answer that was given at a moment or later.</summary>
    public static DecisionCursor Before(DateTimeOffset moment) => new(StoredTime.Cut(moment), "!");

    /// <summary>Where a list of stored answers begins that is asked for from a place on and up to a moment; <see langword="null"/> for with the newest.</summary>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="to">The moment after the last.</param>
    /// <exception cref="FaultException">The text was not made here.</exception>
    public static DecisionCursor? Place(string? after, DateTimeOffset? to)
    {
        var place = after is null ? null : Find(after) ?? throw Unreadable("after");
        var end = to is { } moment ? Before(moment) : null;

        // The place of another list could lie behind the end of this one.
        return place is null || place.At >= end?.At ? end ?? place : place;
    }

    /// <summary>Reads a place among stored answers.</summary>
    /// <returns><see langword="null"/> when the text was not made here.</returns>
    public static DecisionCursor? Find(string text)
    {
        var parts = (FindText(text) ?? "").Split(' ', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && parts[1].Length is > 0 and <= StoreLimits.MaxDecisionIdLength
            ? new DecisionCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : null;
    }

    /// <summary>A place that a word names, such as an id or a number.</summary>
    public static string Write(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>Reads a place that a word names.</summary>
    /// <exception cref="FaultException">The text was not made here.</exception>
    public static string ReadText(string text, string parameter) => FindText(text) ?? throw Unreadable(parameter);

    /// <summary>Reads a place that a word names.</summary>
    /// <returns><see langword="null"/> when the text was not made here.</returns>
    public static string? FindText(string text) =>
        text.Length is > 0 and <= 512 && Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : null;

    /// <summary>A place that a number names.</summary>
    public static string Write(long place) => Write(place.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a place that a number names.</summary>
    /// <exception cref="FaultException">The text was not made here.</exception>
    public static long ReadNumber(string text, string parameter) => FindNumber(text) ?? throw Unreadable(parameter);

    /// <summary>Reads a place that a number names.</summary>
    /// <returns><see langword="null"/> when the text was not made here.</returns>
    public static long? FindNumber(string text) =>
        long.TryParse(FindText(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What to do about a text that was not made here.</summary>
    public static string Advice(string parameter) => $"`{parameter}` is not a place in this list; send the `next` of the previous page, or leave it out.";

    private static FaultException Unreadable(string parameter) => new(Faults.ParameterInvalid(parameter, Advice(parameter)));
}

/// <summary>What names the places in a list.</summary>
internal enum PlaceOf
{
    /// <summary>A word, such as an id.</summary>
    Word,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A stored answer's time and id.</summary>
    Answer,
}

/// <summary>Where the page before ended.</summary>
/// <param name="of">What names the places in this list.</param>
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
