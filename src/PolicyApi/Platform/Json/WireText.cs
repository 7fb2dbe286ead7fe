using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace PolicyApi.Platform.Json;

/// <summary>Appends JSON of this service to a buffer: the same bytes that the serializer writes.</summary>
internal static class WireText
{
    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Writes a text as the content of a JSON string, without its quotes.</summary>
    /// <param name="to">Receives the bytes.</param>
    /// <param name="text">The text; unpaired surrogates are written as the encoder writes them.</param>
    public static void WriteText(IBufferWriter<byte> to, string text) => Encoding.UTF8.GetBytes(WireJson.Encoder.Encode(text), to);

    /// <summary>Writes a value.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="to">Receives the bytes.</param>
    /// <param name="value">The value.</param>
    /// <param name="type">How the type is written.</param>
    public static void Write<T>(IBufferWriter<byte> to, T value, JsonTypeInfo<T> type)
    {
        // A converter may call this on the same thread while the writer is in use; it then gets a new writer.
        var writer = _writer ?? new Utf8JsonWriter(to, new JsonWriterOptions { Encoder = WireJson.Encoder, SkipValidation = true });
        _writer = null;
        writer.Reset(to);
        JsonSerializer.Serialize(writer, value, type);
        writer.Flush();
        writer.Reset(Stream.Null);
        _writer = writer;
    }
}
