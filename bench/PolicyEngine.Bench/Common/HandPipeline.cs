using System.Buffers;
using System.Text.Json;

namespace PolicyEngine.Bench.Common;

/// <summary>
/// The hand-written program without a serializer: reads facts from tokens, decides in decimals, and writes members as bytes. For one thread only.
/// </summary>
internal sealed class HandPipeline : IDisposable
{
    private readonly HandWritten _hand = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Decides on one line.</summary>
    public void Write(byte[] facts, IBufferWriter<byte> output)
    {
        var read = HandReader.Read(facts);
        _hand.Decide(read);
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("managerId"u8, read.ManagerId);
        _json.WriteString("period"u8, read.Period);
        _json.WriteNumber("kpiScore"u8, _hand.KpiScore);
        _json.WriteNumber("rating360"u8, _hand.Rating360);
        _json.WriteNumber("score"u8, _hand.Score);
        _json.WriteString("grade"u8, _hand.Grade);
        _json.WriteNumber("bonusCoefficient"u8, _hand.Bonus);
        _json.WriteBoolean("eligible"u8, _hand.Eligible);
        Write("reasons", HandWritten.Conditions, _hand.Failed);
        Write("triggers", HandWritten.Triggers, _hand.Triggered);
        Write("rewards", HandWritten.Rewards, _hand.Rewarded);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>Disposes of the writer.</summary>
    public void Dispose() => _json.Dispose();

    private void Write(string name, string[] codes, ReadOnlySpan<bool> chosen)
    {
        _json.WriteStartArray(name);
        for (var i = 0; i < codes.Length; i++)
        {
            if (chosen[i])
                _json.WriteStringValue(codes[i]);
        }

        _json.WriteEndArray();
    }
}
