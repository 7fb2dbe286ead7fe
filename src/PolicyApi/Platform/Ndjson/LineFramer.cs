using System.Buffers;

namespace PolicyApi.Platform.Ndjson;

/// <summary>One line that is not blank.</summary>
/// <param name="Number">1-based number of the line in the body; blank lines count.</param>
/// <param name="Content">The line without its end; empty if it is too long.</param>
/// <param name="TooLong">Whether it exceeds the limit; the rest of it is skipped.</param>
internal readonly record struct FramedLine(int Number, ReadOnlySequence<byte> Content, bool TooLong);

/// <summary>Splits a stream of bytes into lines, however it is divided into pieces. It never needs more than one line's limit in the buffer.</summary>
/// <param name="maxBytes">The maximum number of bytes of a line, without its end.</param>
internal sealed class LineFramer(int maxBytes)
{
    // An unfinished line may still lose a carriage return and, if it is the first line, a byte order mark.
    private const int Slack = 4;
    private int _number;
    private bool _skipping;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Blanks => " \t\r"u8;

    /// <summary>Takes the next line that is not blank from the front of a buffer.</summary>
    /// <param name="buffer">The bytes not taken yet; bytes taken or skipped are removed from its front.</param>
    /// <param name="isFinal">Whether nothing will follow, so that the rest is the last line.</param>
    /// <param name="line">The line.</param>
    /// <returns><see langword="false"/> if more bytes are needed, or no lines are left.</returns>
    public bool TryTake(ref ReadOnlySequence<byte> buffer, bool isFinal, out FramedLine line)
    {
        while (buffer.PositionOf((byte)'\n') is { } end)
        {
            var content = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            if (_skipping)
                _skipping = false;
            else if (IsLine(content, out line))
                return true;
        }

        return TakeUnended(ref buffer, isFinal, out line);
    }

    private bool TakeUnended(ref ReadOnlySequence<byte> buffer, bool isFinal, out FramedLine line)
    {
        line = default;
        var rest = buffer;
        if (_skipping)
        {
            buffer = buffer.Slice(buffer.End);
            return false;
        }

        if (isFinal)
        {
            buffer = buffer.Slice(buffer.End);
            return !rest.IsEmpty && IsLine(rest, out line);
        }

        if (rest.Length <= maxBytes + Slack)
            return false;
        _skipping = true;
        buffer = buffer.Slice(buffer.End);
        line = new FramedLine(++_number, ReadOnlySequence<byte>.Empty, TooLong: true);
        return true;
    }

    private bool IsLine(ReadOnlySequence<byte> content, out FramedLine line)
    {
        _number++;
        if (_number == 1 && StartsWithMark(content))
            content = content.Slice(ByteOrderMark.Length);
        if (content.Length > 0 && content.Slice(content.Length - 1).FirstSpan[0] == (byte)'\r')
            content = content.Slice(0, content.Length - 1);

        var tooLong = content.Length > maxBytes;
        line = new FramedLine(_number, tooLong ? ReadOnlySequence<byte>.Empty : content, tooLong);
        return tooLong || !IsBlank(content);
    }

    private static bool StartsWithMark(ReadOnlySequence<byte> content)
    {
        if (content.Length < ByteOrderMark.Length)
            return false;
        Span<byte> start = stackalloc byte[ByteOrderMark.Length];
        content.Slice(0, ByteOrderMark.Length).CopyTo(start);
        return start.SequenceEqual(ByteOrderMark);
    }

    private static bool IsBlank(ReadOnlySequence<byte> content)
    {
        foreach (var piece in content)
        {
            if (piece.Span.IndexOfAnyExcept(Blanks) >= 0)
                return false;
        }

        return true;
    }
}
