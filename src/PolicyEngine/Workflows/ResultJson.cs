using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.Documents;
using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>Single values and lists in the JSON of results.</summary>
internal static class ResultJson
{
    private const int LongestNumber = 32;

    private static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 _-.,:;[]()/+*=");

    /// <summary>Answers are JSON, not HTML: Chinese text stays readable.</summary>
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Writes the value in a slot.</summary>
    public static void Write(IBufferWriter<byte> output, FrameSlot slot, EvaluationFrame frame)
    {
        switch (slot)
        {
            case NumberSlot:
                Write(output, frame.Numbers[slot.Index]);
                break;
            case ReferenceSlot when frame.References[slot.Index] is string text:
                Write(output, text);
                break;
            default:
                WriteValue(output, OutputValues.Normalize(slot.Read(frame)));
                break;
        }
    }

    /// <summary>Writes a text, or <c>null</c>.</summary>
    public static void Write(IBufferWriter<byte> output, string? text)
    {
        if (text is null)
        {
            output.Write("null"u8);
            return;
        }

        output.Write("\""u8);
        if (text.AsSpan().ContainsAnyExcept(Plain))
            output.Write(JsonEncodedText.Encode(text, Encoder).EncodedUtf8Bytes);
        else
            Encoding.UTF8.GetBytes(text, output);
        output.Write("\""u8);
    }

    private static void Write(IBufferWriter<byte> output, decimal number)
    {
        ExactDecimal.ToWire(number).TryFormat(output.GetSpan(LongestNumber), out var written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
    }

    private static void WriteValue(IBufferWriter<byte> output, object? value)
    {
        switch (value)
        {
            case decimal number:
                Write(output, number);
                break;
            case bool flag:
                output.Write(flag ? "true"u8 : "false"u8);
                break;
            case DateTime date:
                Write(output, date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case Array list:
                WriteList(output, list);
                break;
            default:
                Write(output, (string?)value);
                break;
        }
    }

    private static void WriteList(IBufferWriter<byte> output, Array list)
    {
        output.Write("["u8);
        for (var i = 0; i < list.Length; i++)
        {
            if (i > 0)
                output.Write(","u8);
            WriteValue(output, list.GetValue(i));
        }

        output.Write("]"u8);
    }
}
