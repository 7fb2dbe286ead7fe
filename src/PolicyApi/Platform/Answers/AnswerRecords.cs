using System.Buffers;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>Makes the record of an answer: the answer itself, followed by the facts it was given on.</summary>
internal static class AnswerRecords
{
    private static readonly SearchValues<byte> SpacesAndQuote = SearchValues.Create(" \t\r\n\""u8);

    private static ReadOnlySpan<byte> Between => ",\"facts\":"u8;

    /// <summary>A new id that sorts by time.</summary>
    /// <param name="prefix">Says what it names, such as <c>dec</c>.</param>
    /// <param name="at">The time it starts with.</param>
    public static string NewId(string prefix, DateTimeOffset at) => DecisionIds.New(prefix, at);

    /// <summary>The record of an answer.</summary>
    /// <param name="head">What names it.</param>
    /// <param name="answer">The answer in JSON: an object with at least one member.</param>
    /// <param name="facts">The facts as posted: one well-formed JSON object.</param>
    public static DecisionRecord Create(AnswerHead head, ReadOnlySpan<byte> answer, ReadOnlyMemory<byte> facts)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(answer.Length + Between.Length + facts.Length);
        try
        {
            answer[..^1].CopyTo(buffer);
            var at = answer.Length - 1;
            Between.CopyTo(buffer.AsSpan(at));
            at += Between.Length;
            at += WriteCompact(facts.Span, buffer.AsSpan(at));
            buffer[at++] = (byte)'}';
            return DecisionRecord.Hashed(head.Stamp.Id, head.Type, head.Stamp.At, head.DocumentId, head.Subject, buffer.AsSpan(0, at).ToArray());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>
    /// Drops the white space between the tokens and nothing else: the facts are evidence, so their numbers, texts and
    /// order stay as they were sent, also where the model ignores them.
    /// </summary>
    /// <returns>How many bytes were written.</returns>
    private static int WriteCompact(ReadOnlySpan<byte> json, Span<byte> to)
    {
        var rest = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var written = 0;
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAny(SpacesAndQuote);
            var length = plain < 0 ? rest.Length : rest[plain] == (byte)'"' ? plain + TextLength(rest[plain..]) : plain;
            rest[..length].CopyTo(to[written..]);
            written += length;
            rest = rest[length..];
            if (rest is [(byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n', ..])
                rest = rest[1..];
        }

        return written;
    }

    /// <summary>The length of the text with which well-formed JSON starts, with its quotes.</summary>
    private static int TextLength(ReadOnlySpan<byte> json)
    {
        var at = 1;
        while (true)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == (byte)'"')
                return at + 1;
            at += 2;
        }
    }
}
