using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PolicyApi.Platform.Ndjson;

namespace PolicyApi.Tests.Ndjson;

public sealed class LineFramerTests
{
    private const int Limit = 8;

    [Theory]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    [InlineData("a", "1:a")]
    [InlineData("a\n", "1:a")]
    [InlineData("a\nb", "1:a 2:b")]
    [InlineData("a\r\nb\r\n", "1:a 2:b")]
    [InlineData("a\n\n \t\nb\n", "1:a 4:b")]
    [InlineData("\uFEFFa\nb", "1:a 2:b")]
    [InlineData("12345678\n", "1:12345678")]
    [InlineData("12345678\r\n", "1:12345678")]
    [InlineData("123456789\nb\n", "1:! 2:b")]
    [InlineData("a\n123456789", "1:a 2:!")]
    [InlineData("12345678901234567890\nb", "1:! 2:b")]
    [InlineData("12345678901234567890", "1:!")]
    [InlineData("         \nb", "1:! 2:b")]
    public void Lines_are_numbered_blank_ones_skipped_and_long_ones_marked(string body, string expected)
    {
        Assert.Equal(expected, Frame([Encoding.UTF8.GetBytes(body)]));
    }

    [Property(MaxTest = 500)]
    public Property The_pieces_in_which_a_body_arrives_do_not_matter() => Prop.ForAll(
        Bodies().ToArbitrary(),
        Gen.Choose(1, 7).NonEmptyListOf().ToArbitrary(),
        (body, sizes) => string.Equals(Frame([body]), Frame(Cut(body, [.. sizes])), StringComparison.Ordinal));

    [Property(MaxTest = 500)]
    public Property Every_line_of_a_body_is_answered_once_and_in_order() => Prop.ForAll(
        Bodies().ToArbitrary(),
        body =>
        {
            var framed = Frame([body]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var expected = Encoding.UTF8.GetString(body).Split('\n')
                .Select((text, index) => (Text: text.EndsWith('\r') ? text[..^1] : text, Number: index + 1))
                .Where(line => line.Text.Length > Limit || line.Text.Trim(' ', '\t', '\r').Length > 0)
                .Select(line => $"{line.Number}:{(line.Text.Length > Limit ? "!" : line.Text.Replace(' ', '_'))}");
            return expected.SequenceEqual(framed, StringComparer.Ordinal);
        });

    private static Gen<byte[]> Bodies() =>
        Gen.Elements((byte)'a', (byte)'b', (byte)'c', (byte)'\n', (byte)'\n', (byte)'\r', (byte)' ').ArrayOf();

    private static IEnumerable<byte[]> Cut(byte[] body, int[] sizes)
    {
        for (int at = 0, turn = 0; at < body.Length; turn++)
        {
            var size = Math.Min(sizes[turn % sizes.Length], body.Length - at);
            yield return body[at..(at + size)];
            at += size;
        }
    }

    private static string Frame(IEnumerable<byte[]> pieces)
    {
        var framer = new LineFramer(Limit);
        var lines = new List<string>();
        var rest = ReadOnlySequence<byte>.Empty;
        foreach (var piece in pieces)
        {
            rest = Join(rest, piece);
            Take(framer, ref rest, isFinal: false, lines);
        }

        Take(framer, ref rest, isFinal: true, lines);
        Assert.True(rest.IsEmpty);
        return string.Join(' ', lines);
    }

    private static void Take(LineFramer framer, ref ReadOnlySequence<byte> buffer, bool isFinal, List<string> lines)
    {
        while (framer.TryTake(ref buffer, isFinal, out var line))
            lines.Add($"{line.Number}:{(line.TooLong ? "!" : Encoding.UTF8.GetString(line.Content.ToArray()).Replace(' ', '_'))}");
    }

    // Two segments, as from a pipe, so that a line may span both.
    private static ReadOnlySequence<byte> Join(ReadOnlySequence<byte> rest, byte[] piece)
    {
        if (rest.IsEmpty)
            return new ReadOnlySequence<byte>(piece);
        var first = new Segment(rest.ToArray(), 0);
        var last = first.Append(piece);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
