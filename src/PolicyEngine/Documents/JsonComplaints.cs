using System.Text;
using System.Text.Json;

namespace PolicyEngine.Documents;

/// <summary>Explains in plain words why a text is not JSON, and what would be right.</summary>
internal static class JsonComplaints
{
    private const string Start = "the text is not valid JSON: ";

    /// <summary>Explains the fault at which the JSON reader stopped.</summary>
    /// <param name="e">The reader's exception.</param>
    /// <param name="utf8">The text.</param>
    /// <param name="isSecret">Whether the message must not show any part of the text, because it is about people.</param>
    /// <returns>The 0-based byte offset of the fault in the text, and the message.</returns>
    public static (int Offset, string Message) Explain(JsonException e, ReadOnlySpan<byte> utf8, bool isSecret = false)
    {
        var offset = OffsetOf(e, utf8);
        if (e.Message.Contains("maximum configured depth", StringComparison.Ordinal))
            return (offset, Start + "values nest too deep; put fewer objects and lists into each other");
        if (offset is > 1 and var at && at < utf8.Length && char.IsAsciiDigit((char)utf8[at]) && utf8[at - 1] == ',' && char.IsAsciiDigit((char)utf8[at - 2]))
            return (offset, Start + "a number has a point before its fraction, such as `3.8`");
        return (offset, Start + Of(e.Message, utf8, offset, isSecret));
    }

    private static string Of(string message, ReadOnlySpan<byte> utf8, int offset, bool isSecret)
    {
        if (offset >= utf8.Length || utf8[offset..].Trim(" \t\r\n"u8).IsEmpty)
            return message.Contains("string", StringComparison.OrdinalIgnoreCase)
                ? "a text is not closed before the end; write `\"` behind it"
                : "the text ends before everything is closed; add the missing `}` or `]`";
        Rune.DecodeFromUtf8(utf8[offset..], out var rune, out _);
        if (rune.Value == 0)
            return "it is not in UTF-8, but looks like UTF-16; send it in UTF-8";
        var shown = isSecret ? "what stands there" : Rune.IsControl(rune) ? $"U+{rune.Value:X4}" : $"`{rune}`";
        if (message.Contains("invalid escapable character", StringComparison.Ordinal) || message.Contains("hex digit", StringComparison.Ordinal))
            return "a backslash in a text begins `\\n`, `\\\"`, `\\\\`, `\\u0041` and the like; write `\\\\` for the backslash itself";
        if (message.Contains("within a JSON string", StringComparison.Ordinal))
            return rune.Value is '\n' or '\r' ? "a text is not closed in its line; write `\"` behind it, and `\\n` for a new line in it" : "a text holds a control character; write it as `\\u` with four digits, such as `\\u0009`";
        if (message.Contains("trailing comma", StringComparison.Ordinal))
            return "a comma stands before the closing bracket; remove it";
        if (message.Contains("after a single JSON value", StringComparison.Ordinal))
            return $"{shown} follows after its end; send one JSON object and nothing else";
        return BySign(message, shown, rune);
    }

    private static string BySign(string message, string shown, Rune rune)
    {
        var isName = message.Contains("property name", StringComparison.Ordinal);
        if (rune.Value is '/' or '#')
            return "there are no comments in JSON; take it out";
        if (rune.Value is '\'')
            return "names and texts stand in double quotes; write `\"` for `'`";
        if (rune.IsBmp && PlainSigns.Of((char)rune.Value) is { Length: > 0 } plain)
            return $"{shown} has no meaning there; write `{plain}`";
        if (message.Contains("after a value", StringComparison.Ordinal))
            return rune.Value is '"' or '{' or '[' ? $"a comma is missing before {shown}; add it" : $"{shown} does not belong there; after a value comes `,`, or the closing `}}` or `]`";
        if (message.Contains("after a property name", StringComparison.Ordinal))
            return $"a colon is missing before {shown}; write `\"name\": value`";
        if (isName)
            return Rune.IsLetter(rune) || rune.Value is '_' ? "a member's name stands in double quotes, such as `\"id\"`" : $"{shown} does not belong there; a member's name in double quotes is due";
        if (Rune.IsLetter(rune))
            return "a text stands in double quotes; of words only `true`, `false` and `null` go without, in small letters";
        if (rune.Value is '.' or '+' or '-' || Rune.IsDigit(rune))
            return "a number is written such as `12.5`, `-3` or `0.5`: without `+`, leading zeros or an open point";
        return rune.Value is ',' or '}' or ']' or ':' ? $"a value is missing before {shown}; write it" : $"{shown} does not belong there";
    }

    private static int OffsetOf(JsonException e, ReadOnlySpan<byte> utf8)
    {
        var (line, start) = (e.LineNumber ?? 0, 0);
        for (; line > 0 && utf8[start..].IndexOf((byte)'\n') is var end and >= 0; line--)
            start += end + 1;
        return (int)Math.Min(utf8.Length, start + (e.BytePositionInLine ?? 0));
    }
}
