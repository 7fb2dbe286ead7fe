using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PolicyApi.Platform.Json;

/// <summary>Writes moments as RFC 3339 in UTC with a <c>Z</c>.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int Longest = 32;

    /// <summary>Returns the text of a moment, such as <c>2026-01-31T08:00:00.123Z</c>.</summary>
    public static string Text(DateTimeOffset moment)
    {
        Span<byte> utf8 = stackalloc byte[Longest];
        return Encoding.ASCII.GetString(utf8[..Format(moment, utf8)]);
    }

    /// <summary>Writes the text of a moment, without quotes.</summary>
    /// <param name="to">Receives the text.</param>
    /// <param name="moment">The moment.</param>
    public static void Write(IBufferWriter<byte> to, DateTimeOffset moment) => to.Advance(Format(moment, to.GetSpan(Longest)));

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Text(value));

    // The format with all seven decimals is fast; trailing zeros are then dropped, as the slower `FFFFFFF` would do.
    private static int Format(DateTimeOffset moment, Span<byte> utf8)
    {
        if (!moment.UtcDateTime.TryFormat(utf8, out var length, "O", CultureInfo.InvariantCulture))
            throw new ArgumentException("a moment has 28 characters.", nameof(utf8));
        var kept = utf8[..(length - 1)].LastIndexOfAnyExcept((byte)'0') + 1;
        if (utf8[kept - 1] == (byte)'.')
            kept--;
        utf8[kept] = (byte)'Z';
        return kept + 1;
    }
}
