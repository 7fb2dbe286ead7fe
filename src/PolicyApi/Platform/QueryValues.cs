using System.Globalization;

namespace PolicyApi.Platform;

/// <summary>
/// Whether the text of a query parameter can be read as what its endpoint takes. The framework's binding, which reads it again, answers a text that it
/// cannot read without saying which one it was.
/// </summary>
internal static class QueryValues
{
    /// <summary>Whether a text is of a kind; an empty one stands for a parameter that was left out.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="type">What the endpoint takes; whatever is not read here is a text, or a list of them.</param>
    public static bool IsReadable(string text, Type type)
    {
        if (text.Length == 0)
            return true;
        var kind = Nullable.GetUnderlyingType(type) ?? type;
        if (kind == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
        if (kind == typeof(bool))
            return bool.TryParse(text, out _);
        if (kind == typeof(DateOnly))
            return DateOnly.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out _);
        return kind != typeof(DateTimeOffset)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out _);
    }
}
