using System.Buffers;
using System.Text.Json;
using PolicyApi.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Platform.Answers;

/// <summary>Makes the record of an answer: the answer itself, followed by the facts it was given on.</summary>
internal static class AnswerRecords
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = EngineLimits.DeepestJson };

    /// <summary>A new id that sorts by time.</summary>
    /// <param name="prefix">Says what it names, such as <c>dec</c>.</param>
    /// <param name="at">The time it starts with.</param>
    public static string NewId(string prefix, DateTimeOffset at) => DecisionIds.New(prefix, at);

    /// <summary>The record of an answer.</summary>
    /// <param name="type">Decision or appraisal.</param>
    /// <param name="id">The answer's id.</param>
    /// <param name="at">When it was given.</param>
    /// <param name="documentId">The policy or scheme that answered.</param>
    /// <param name="subject">The person's id.</param>
    /// <param name="answer">The answer in JSON: an object with at least one member.</param>
    /// <param name="facts">The facts as posted: one well-formed JSON object.</param>
    public static DecisionRecord Create(
        DecisionType type, string id, DateTimeOffset at, string documentId, string subject, ReadOnlySpan<byte> answer, ReadOnlyMemory<byte> facts)
    {
        var body = new ArrayBufferWriter<byte>(answer.Length + facts.Length + 16);
        body.Write(answer[..^1]);
        body.Write(",\"facts\":"u8);
        WriteCompact(facts.Span, body);
        body.Write("}"u8);
        var bytes = body.WrittenSpan.ToArray();
        return new DecisionRecord(id, type, at, documentId, subject, bytes, CanonicalJson.Hash(bytes));
    }

    /// <summary>
    /// Drops the white space between the tokens and nothing else: the facts are evidence, so their numbers, texts and
    /// order stay as they were sent, also where the model ignores them.
    /// </summary>
    private static void WriteCompact(ReadOnlySpan<byte> json, ArrayBufferWriter<byte> to)
    {
        var text = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var reader = new Utf8JsonReader(text, Deep);
        var needsComma = false;
        while (reader.Read())
        {
            var token = reader.TokenType;
            if (needsComma && token is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
                to.Write(","u8);
            var quotes = token is JsonTokenType.String or JsonTokenType.PropertyName ? 2 : 0;
            to.Write(text.Slice((int)reader.TokenStartIndex, reader.ValueSpan.Length + quotes));
            if (token == JsonTokenType.PropertyName)
                to.Write(":"u8);
            needsComma = token is not (JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName);
        }
    }
}
