using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PolicyApi.Platform.Json;

/// <summary>Writes JSON of this service to a buffer, after what is there: the same bytes as the serializer's.</summary>
internal static class WireText
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">A type that <see cref="WireJsonContext"/> lists.</typeparam>
    /// <param name="to">Takes it.</param>
    /// <param name="value">The value.</param>
    public static void Write<T>(IBufferWriter<byte> to, T value) => Write(to, value, WireJson.Options.TypeInfo<T>());

    /// <summary>Writes a text as it stands between the quotes of JSON.</summary>
    /// <param name="to">Takes it.</param>
    /// <param name="text">Whole characters; halves of one are written as the encoder writes them.</param>
    public static void WriteText(IBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(WireJson.Options.Encoder!.Encode(text), to);

    private static void Write<T>(IBufferWriter<byte> to, T value, JsonTypeInfo<T> type)
    {
        // A converter may write on the same thread; it has a writer of its own then.
        var writer = _writer ?? new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, SkipValidation = true });
        _writer = null;
        writer.Reset(to);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        writer.Reset(Stream.Null);
        _writer = writer;
    }
}
