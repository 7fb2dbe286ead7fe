using System.Buffers;
using System.Runtime.InteropServices;
using PolicyApi.Storage;

namespace PolicyApi.Platform.Answers;

/// <summary>Creates the record of an answer: the answer itself, with the facts it is based on as its last member.</summary>
internal static class AnswerRecords
{
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n"u8);

    private static ReadOnlySpan<byte> Between => ",\"facts\":"u8;

    /// <summary>Creates the record of an answer in a new array.</summary>
    /// <param name="head">The id, time and document of the answer.</param>
    /// <param name="answer">The answer in JSON: an object with at least one member.</param>
    /// <param name="facts">The facts as posted: one well-formed JSON object.</param>
    public static DecisionRecord Create(AnswerHead head, ReadOnlySpan<byte> answer, ReadOnlyMemory<byte> facts)
    {
        // The maximum length; the space saved by dropping white space from the facts stays unused at the end.
        var bytes = GC.AllocateUninitializedArray<byte>(answer.Length + Between.Length + facts.Length);
        answer[..^1].CopyTo(bytes);
        var at = answer.Length - 1;
        Between.CopyTo(bytes.AsSpan(at));
        at += Between.Length;
        at += WriteCompact(facts.Span, bytes.AsSpan(at));
        bytes[at++] = (byte)'}';
        return DecisionRecord.Hashed(head.Stamp.Id, head.Type, head.Stamp.At, head.DocumentId, head.Subject, bytes.AsMemory(0, at));
    }

    /// <summary>Builds the record in the buffer that contains only the answer: the facts are appended to it, and nothing is copied.</summary>
    /// <param name="head">The id, time and document of the answer.</param>
    /// <param name="answer">The answer in JSON: an object with at least one member. The record is part of it afterwards.</param>
    /// <param name="facts">The facts as posted: one well-formed JSON object.</param>
    public static DecisionRecord Complete(AnswerHead head, ArrayBufferWriter<byte> answer, ReadOnlyMemory<byte> facts)
    {
        // The answer's closing brace becomes the comma before another member.
        MemoryMarshal.AsMemory(answer.WrittenMemory).Span[^1] = Between[0];
        answer.Write(Between[1..]);
        var rest = answer.GetSpan(facts.Length + 1);
        var written = WriteCompact(facts.Span, rest);
        rest[written++] = (byte)'}';
        answer.Advance(written);
        return DecisionRecord.Hashed(head.Stamp.Id, head.Type, head.Stamp.At, head.DocumentId, head.Subject, answer.WrittenMemory);
    }

    /// <summary>
    /// Copies JSON without the white space between tokens, and without a byte order mark. Nothing else changes: facts are evidence, so their
    /// numbers, texts and order stay as they were sent, even where the model ignores them.
    /// </summary>
    /// <returns>The number of bytes written.</returns>
    private static int WriteCompact(ReadOnlySpan<byte> json, Span<byte> to)
    {
        var rest = json.StartsWith("\uFEFF"u8) ? json[3..] : json;
        var written = 0;
        while (true)
        {
            var space = rest.IndexOfAny(Spaces);
            var isInText = space >= 0 && HasOddQuotes(rest[..space]);

            // A text that contains a space is copied to its end at once: it may contain many more.
            var end = space < 0 ? rest.Length : isInText ? space + EndOfText(rest[space..]) : space;
            rest[..end].CopyTo(to[written..]);
            written += end;
            if (space < 0)
                return written;
            rest = rest[(isInText ? end : end + 1)..];
        }
    }

    /// <summary>Returns the position after the closing quote of the string that the given piece of well-formed JSON starts inside.</summary>
    private static int EndOfText(ReadOnlySpan<byte> json)
    {
        var at = 0;
        while (json[at += json[at..].IndexOfAny((byte)'"', (byte)'\\')] != (byte)'"')
            at += 2;
        return at + 1;
    }

    /// <summary>
    /// Whether a piece of well-formed JSON, cut at white space and so never inside an escape, contains the start but not the end of a string, or vice
    /// versa.
    /// </summary>
    private static bool HasOddQuotes(ReadOnlySpan<byte> json)
    {
        var quotes = 0;
        while (json.IndexOf((byte)'\\') is var escape and >= 0)
        {
            quotes += json[..escape].Count((byte)'"');
            json = json[(escape + 2)..];
        }

        return ((quotes + json.Count((byte)'"')) & 1) == 1;
    }
}
