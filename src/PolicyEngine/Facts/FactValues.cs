using System.Globalization;
using System.Text.Json;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Facts;

/// <summary>Reads single values of posted facts.</summary>
internal static class FactValues
{
    /// <summary>Reads a boolean; returns <see langword="null"/> after reporting anything else.</summary>
    public static bool? ReadBoolean(ref FactCursor at)
    {
        if (at.Json.TokenType == JsonTokenType.False)
            return false;
        return at.Expect(JsonTokenType.True, "`true` or `false`") ? true : null;
    }

    /// <summary>Reads a date; returns <see langword="null"/> after reporting anything else.</summary>
    public static DateTime? ReadDate(ref FactCursor at)
    {
        if (!at.Expect(JsonTokenType.String, "a date"))
            return null;
        if (!at.Json.ValueIsEscaped && FactDate.TryRead(at.Json.ValueSpan, out var day))
            return day;
        var text = at.Json.GetString()!;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date.ToDateTime(TimeOnly.MinValue);
        at.Fault("wrong-format", "the text is not a date; write it as `YYYY-MM-DD`");
        return null;
    }

    /// <summary>
    /// Reads a text; returns <see langword="null"/> after reporting another type. A text that is not wanted is only checked, and the result is arbitrary.
    /// </summary>
    public static string? ReadText(ref FactCursor at, ValuePlan plan, bool isWanted)
    {
        if (!at.Expect(JsonTokenType.String, "a string"))
            return null;
        var schema = plan.Schema;
        if (!isWanted && !at.Json.ValueIsEscaped && at.Json.ValueSpan.Length <= plan.FreeLength)
            return string.Empty;
        // A text with no more bytes than the allowed number of characters cannot have too many characters.
        if (!at.Json.ValueIsEscaped && schema.MinLength == 0 && at.Json.ValueSpan.Length <= schema.MaxLength && FindWord(at.Json.ValueSpan, plan.Words) is { } word)
            return word;
        var text = at.Json.GetString()!;
        if (text.Length < schema.MinLength || text.Length > schema.MaxLength)
            at.Fault("out-of-range", $"the text has {text.Length} characters; allowed are {schema.MinLength} to {schema.MaxLength}");
        else if (schema.Enum.Count > 0 && !schema.Enum.Contains(text, StringComparer.Ordinal))
            at.Fault("not-allowed", "the text is not allowed; use one of " + NamesInWords.Quoted(schema.Enum));
        return text;
    }

    private static string? FindWord(ReadOnlySpan<byte> written, (byte[] Utf8, string Text)[] words)
    {
        foreach (var (utf8, text) in words)
        {
            if (written.SequenceEqual(utf8))
                return text;
        }

        return null;
    }

    /// <summary>
    /// Reads a number; returns <see cref="DecimalParts.None"/> after reporting anything else. A number that is not wanted is only checked, and the result is
    /// arbitrary.
    /// </summary>
    public static DecimalParts ReadNumber(ref FactCursor at, ValuePlan plan, bool isWanted)
    {
        if (!at.Expect(JsonTokenType.Number, "a number"))
            return DecimalParts.None;
        var span = at.Json.ValueSpan;
        if (!isWanted && !plan.HasLimits && FactNumber.IsPlain(span))
            return default;
        var number = FactNumber.ReadShort(span);
        return plan.Holds(number) ? number : ReadOther(ref at, plan, span);
    }

    /// <summary>Reads a number that is long or may be outside its limits.</summary>
    private static DecimalParts ReadOther(ref FactCursor at, ValuePlan plan, ReadOnlySpan<byte> span)
    {
        if (!FactNumber.TryRead(span, out var value))
        {
            at.Fault("number-precision", "the number cannot be represented exactly; use at most 28 digits");
            return DecimalParts.None;
        }

        if (plan.Violation(value) is { } violation)
            at.Fault("out-of-range", violation);
        return DecimalParts.Of(value);
    }
}
