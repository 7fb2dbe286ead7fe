using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using PolicyApi.Platform.Answers;
using PolicyApi.Storage;

namespace PolicyApi.Tests.Answers;

/// <summary>The record of an answer is the same, whether the answer is copied or the record is completed in the answer's buffer.</summary>
public sealed class AnswerRecordTests
{
    private const string Answer = """{"id":"dec_1","subject":"E 1","rules":[]}""";

    [Theory]
    [InlineData("""{"a":1}""")]
    [InlineData("""{ "a" : 1.50e1 , "b \\" : "x \" y\t" }""")]
    [InlineData("{\r\n\t\"a\": [ 1, 2 ]\n}")]
    [InlineData("\uFEFF{ }")]
    public void A_record_made_in_place_is_the_one_made_by_copying(string posted)
    {
        var facts = Encoding.UTF8.GetBytes(posted);
        var buffer = Written(Answer, Answer.Length);

        var copied = AnswerRecords.Create(Head, Encoding.UTF8.GetBytes(Answer), facts);
        var inPlace = AnswerRecords.Complete(Head, buffer, facts);

        Assert.Equal(copied.Body.ToArray(), inPlace.Body.ToArray());
        Assert.Equal(copied with { Body = default, Proof = null }, inPlace with { Body = default, Proof = null });
        Assert.True(inPlace.IsProven);
    }

    [Property]
    public void Whatever_texts_facts_hold_only_the_white_space_between_them_is_left_out(NonNull<string>[] texts, bool isEscaped)
    {
        var values = texts.Select(t => t.Get).Concat(["a b  \"c\" \\", "\\\\ \\\" ", " "]).ToArray();
        var encoder = isEscaped ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        var compact = Json(values, new JsonWriterOptions { Encoder = encoder });
        var spaced = Json(values, new JsonWriterOptions { Encoder = encoder, Indented = true, IndentCharacter = '\t', NewLine = "\r\n" });

        var record = AnswerRecords.Create(Head, Encoding.UTF8.GetBytes(Answer), spaced);

        Assert.Equal($"{Answer[..^1]},\"facts\":{Encoding.UTF8.GetString(compact)}}}", Encoding.UTF8.GetString(record.Body.Span));
    }

    [Fact]
    public void A_record_made_in_place_copies_nothing_where_there_is_room()
    {
        var facts = Encoding.UTF8.GetBytes("""{"a":"b"}""");
        var buffer = Written(Answer, 4_096);

        AnswerRecords.Complete(Head, Written(Answer, 4_096), facts);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var record = AnswerRecords.Complete(Head, buffer, facts);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(buffer.WrittenMemory.Equals(record.Body));
        Assert.InRange(allocated, 0, 1_024);
    }

    private static byte[] Json(string[] values, JsonWriterOptions options)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, options))
            JsonSerializer.Serialize(writer, new { values });
        return bytes.WrittenSpan.ToArray();
    }

    private static AnswerHead Head { get; } = new(DecisionType.Decision, new AnswerStamp("dec_1", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), "policy", "E 1");

    private static ArrayBufferWriter<byte> Written(string text, int capacity)
    {
        var buffer = new ArrayBufferWriter<byte>(capacity);
        buffer.Write(Encoding.UTF8.GetBytes(text));
        return buffer;
    }
}
