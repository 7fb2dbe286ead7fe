using System.Buffers.Text;
using System.Globalization;
using System.Text;
using PolicyApi.Platform.Problems;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>Places in lists, as texts that mean nothing to whoever carries them.</summary>
internal static class Cursors
{
    /// <summary>A place among stored answers.</summary>
    public static string Write(DecisionCursor cursor) => Write($"{cursor.At.UtcTicks.ToString(CultureInfo.InvariantCulture)} {cursor.Id}");

    /// <summary>The place before every answer that was given at a moment or later.</summary>
    public static DecisionCursor Before(DateTimeOffset moment) => new(StoredTime.Cut(moment), "!");

    /// <summary>Reads a place among stored answers.</summary>
    /// <exception cref="FaultException">The text was not made here.</exception>
    public static DecisionCursor Read(string text, string parameter)
    {
        var parts = ReadText(text, parameter).Split(' ', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && parts[1].Length is > 0 and <= StoreLimits.MaxDecisionIdLength
            ? new DecisionCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : throw Unreadable(parameter);
    }

    /// <summary>A place that a word names, such as an id or a number.</summary>
    public static string Write(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    /// <summary>Reads a place that a word names.</summary>
    /// <exception cref="FaultException">The text was not made here.</exception>
    public static string ReadText(string text, string parameter) =>
        text.Length is > 0 and <= 512 && Base64Url.IsValid(text) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)) : throw Unreadable(parameter);

    /// <summary>A place that a number names.</summary>
    public static string Write(long place) => Write(place.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads a place that a number names.</summary>
    /// <exception cref="FaultException">The text was not made here.</exception>
    public static long ReadNumber(string text, string parameter) =>
        long.TryParse(ReadText(text, parameter), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Unreadable(parameter);

    private static FaultException Unreadable(string parameter) =>
        new(Faults.ParameterInvalid(parameter, $"`{parameter}` is no place in this list; take what `next` of the page before said, or leave it out."));
}
