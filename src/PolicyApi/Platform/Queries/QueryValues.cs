using System.Globalization;

namespace PolicyApi.Platform.Queries;

/// <summary>
/// Checks whether the text of a query parameter can be read as the type that its endpoint expects. The framework's binding, which reads it again, does not
/// say which text it could not read, and accepts days and moments in many forms: <c>1,2</c> would be the second of January of this year, and
/// <c>04/05/2026</c> a day in April.
/// </summary>
internal static class QueryValues
{
    private const string Day = "yyyy-MM-dd";
    private static readonly string[] Moments = [Day, "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Whether a text can be read as a type.</summary>
    /// <param name="text">The text as sent.</param>
    /// <param name="type">The type that the endpoint expects; types other than those checked here are texts or lists of texts, which any text fits.</param>
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

    /// <summary>Returns how a value of a type is written, as a clause that continues an error message.</summary>
    /// <param name="type">The type that the endpoint expects.</param>
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

    /// <summary>Returns the moment, or the beginning of the day (UTC), that a text names; <see langword="null"/> if it names none.</summary>
    /// <param name="text">The text as sent.</param>
    public static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
}
