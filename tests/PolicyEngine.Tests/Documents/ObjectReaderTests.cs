using System.Text;
using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Documents;

public sealed class ObjectReaderTests
{
    [Fact]
    public void Members_of_the_right_type_are_read_without_a_word()
    {
        var reader = Open("""{ "id": "kam-1", "name": "K1", "title": { "en": "a", "zh-CN": "甲" }, "weight": 35.5, "places": 2, "exempt": true }""", out var bag);

        Assert.Equal("kam-1", reader.Id("id"));
        Assert.Equal("K1", reader.Name("name"));
        Assert.Equal(new LocalizedText("a", "甲"), reader.Localized("title"));
        Assert.Equal(35.5m, reader.Number("weight"));
        Assert.Equal(2, reader.Integer("places", 0, 10));
        Assert.True(reader.Boolean("exempt"));
        Assert.Null(reader.OptionalText("nothing"));
        reader.Done();
        Assert.Empty(bag.ToList());
    }

    [Fact]
    public void Every_fault_is_reported_at_its_place_and_reading_goes_on()
    {
        var reader = Open("""
            {
              "id": "Not An Id",
              "weight": "35",
              "places": 2.5,
              "title": { "en": " ", "fr": "x" },
              "methd": 1
            }
            """, out var bag);

        reader.Id("id");
        reader.Number("weight");
        reader.Integer("places", 0, 10);
        reader.Localized("title");
        reader.OptionalObject("method");
        reader.Array("indicators");
        reader.Done();

        Assert.Equal(
            [
                ("missing-member", "", "member `indicators` is missing; add it"),
                ("invalid-id", "/id", "\"Not An Id\" is not a valid id; use 1–64 characters of a–z, 0–9 and -, starting with a letter"),
                ("wrong-type", "/weight", "expected a number, found the string \"35\"; write it without quotes: `35`"),
                ("out-of-range", "/places", "2.5 is out of range; use a whole number from 0 to 10"),
                ("missing-member", "/title", "member `zh-CN` is missing; add it"),
                ("out-of-range", "/title/en", "the text is blank; write at least one character"),
                ("unknown-member", "/title/fr", "member `fr` is not known here; remove it"),
                ("unknown-member", "/methd", "member `methd` is not known here; did you mean `method`?"),
            ],
            bag.ToList().Select(d => (d.Code, d.Pointer, d.Message)));
    }

    [Theory]
    [InlineData("007", "7")]
    [InlineData(".5", "0.5")]
    [InlineData("12.50", "12.5")]
    public void What_a_number_in_quotes_should_be_is_valid_JSON(string written, string meant)
    {
        Open($$"""{ "weight": "{{written}}" }""", out var bag).Number("weight");

        Assert.EndsWith($"write it without quotes: `{meant}`", bag.ToList().Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("methd", "method")]
    [InlineData("metthod", "method")]
    [InlineData("mehtod", "method")]
    [InlineData("nethod", "method")]
    [InlineData("METHOD", "method")]
    [InlineData("mthd", null)]
    [InlineData("metrodes", null)]
    [InlineData("", null)]
    public void A_name_one_letter_off_is_suggested(string written, string? meant) =>
        Assert.Equal(meant, Suggest.Closest(written, ["title", "method"]));

    [Theory]
    [InlineData("a", true)]
    [InlineData("kam-kpi-weighting2", true)]
    [InlineData("2kam", false)]
    [InlineData("-kam", false)]
    [InlineData("Kam", false)]
    [InlineData("kam_1", false)]
    [InlineData("", false)]
    public void Ids_are_small_letters_digits_and_hyphens(string text, bool expected) => Assert.Equal(expected, NodeReading.IsId(text));

    [Fact]
    public void An_id_has_at_most_64_characters()
    {
        Assert.True(NodeReading.IsId(new string('a', 64)));
        Assert.False(NodeReading.IsId(new string('a', 65)));
    }

    private static ObjectReader Open(string json, out DiagnosticBag bag)
    {
        bag = new DiagnosticBag();
        return ObjectReader.Open(SourceReader.Read(Encoding.UTF8.GetBytes(json), bag)!, bag)!;
    }
}
