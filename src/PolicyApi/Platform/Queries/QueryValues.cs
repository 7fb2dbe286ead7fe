using System.Globalization;

namespace PolicyApi.Platform.Queries;

/// <summary>
/// Whether the text of a query parameter can be read as what its endpoint takes. The framework's binding, which reads it again, answers a text that it
/// cannot read without saying which one it was, and takes days and moments in any form it can make something of: <c>1,2</c> would be the second of January of
/// this year, and <c>04/05/2026</c> a day in April.
/// </summary>
internal static class QueryValues
{
    private const string Day = "yyyy-MM-dd";
    private static readonly string[] Moments = [Day, "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Whether a text is of a kind.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="type">What the endpoint takes; whatever is not read here is a text, or a list of them.</param>
    public static bool IsReadable(string text, Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (kind == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
        if (kind == typeof(bool))
            return bool.TryParse(text, out _);
        if (kind == typeof(DateOnly))
            return DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        return kind != typeof(DateTimeOffset) || Moment(text) is not null;
    }

    /// <summary>How a value of a kind is written, in words that go on after <c>cannot be read; </c>.</summary>
    /// <param name="type">What the endpoint takes.</param>
    public static string Form(Type type)
    {
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (kind == typeof(int))
            return "it is a whole number, such as `20`";
        if (kind == typeof(bool))
            return "it is `true` or `false`";
        return kind == typeof(DateOnly)
            ? "it is a day of the calendar, such as `2026-12-31`"
            : "it is a moment, such as `2026-12-31T08:00:00Z` (in an address `+08:00` is sent as `%2B08:00`), or a day, which means its beginning in UTC";
    }

    /// <summary>The moment, or the beginning of the day (UTC), that a text names; <see langword="null"/> when it names none.</summary>
    /// <param name="text">What was sent.</param>
    public static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
