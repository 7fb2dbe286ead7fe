using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyEngine.Decimals;
using PolicyEngine.Facts;
using PolicyEngine.Tests.Policies;

namespace PolicyEngine.Tests.Facts;

public sealed class HardenedFactsTests
{
    private static readonly FactShape Shape = FactShape.Create(((FactModel)Given.Read(Given.Model)).Schema, "m");
    private static readonly FactsReader Reader = new(Shape, []);
    private static readonly FactsReader Strict = new(FactShape.Create(((FactModel)Given.Read(Given.Model.Replace(
        "\"a\": { \"type\": \"number\" }",
        "\"a\": { \"type\": \"number\" }, \"grade\": { \"type\": \"string\", \"enum\": [\"CANARY-ONE\", \"B\"] }, \"score\": { \"type\": \"number\", \"minimum\": 0, \"maximum\": 5, \"multipleOf\": 0.5 }",
        StringComparison.Ordinal))).Schema, "m"), []);

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        using var file = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Facts", "facts.json")));
        foreach (var item in file.RootElement.EnumerateArray())
            data.Add(item.GetProperty("about").GetString()!, item.GetRawText());
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Facts_are_read_exactly_or_refused_with_their_place(string about, string item)
    {
        var expected = JsonDocument.Parse(item).RootElement;
        var bytes = expected.TryGetProperty("bytes", out var hex) ? Convert.FromHexString(hex.GetString()!) : Encoding.UTF8.GetBytes(expected.GetProperty("text").GetString()!);

        var posted = Reader.Read(bytes);

        var faults = expected.TryGetProperty("faults", out var list) ? list.EnumerateArray().Select(f => f.GetString()!) : [];
        Assert.Equal(faults, posted.Faults.Select(f => $"{f.Code} {f.Pointer}"));
        Assert.True(posted.Faults.All(f => f.Line > 0 && f.Column > 0), about);
        if (expected.TryGetProperty("reads", out var reads))
            Assert.All(reads.EnumerateObject(), m => Assert.Equal(m.Value.GetString(), Words(posted.Facts, m.Name)));
        if (expected.TryGetProperty("ignored", out var ignored))
            Assert.Equal(ignored.EnumerateArray().Select(i => i.GetString()), posted.Ignored);
    }

    [Theory]
    [InlineData("\"id\":9170", "wrong-type")]
    [InlineData("\"id\":\"1\",\"hired\":\"CANARY\"", "wrong-format")]
    [InlineData("\"id\":\"1\",\"hired\":\"2024-13-CANARY\"", "wrong-format")]
    [InlineData("\"id\":\"1\",\"grade\":\"CANARY\"", "not-allowed")]
    [InlineData("\"id\":\"1\",\"grade\":\"CANARY-On\"", "not-allowed")]
    [InlineData("\"id\":\"1\",\"score\":9170.25", "out-of-range")]
    [InlineData("\"id\":\"1\",\"score\":-9170.25", "out-of-range")]
    [InlineData("\"id\":\"1\",\"score\":1.9170", "out-of-range")]
    [InlineData("\"id\":\"1\",\"i\":9170.25", "out-of-range")]
    [InlineData("\"id\":\"1\",\"a\":917000000000000000000000000000000000", "number-precision")]
    [InlineData("\"id\":\"1\",\"a\":9170CANARY", "malformed-json")]
    [InlineData("\"id\":\"1\",\"flag\":tCANARY, \"name\":\"' is LineNumber: CANARY\"", "malformed-json")]
    [InlineData("\"id\":\"1\",\"name\":nCANARY", "malformed-json")]
    [InlineData("\"id\":\"1\",\"name\":\"CANARY", "malformed-json")]
    [InlineData("\"id\":\"1\",\"name\":CANARY", "malformed-json")]
    [InlineData("\"id\":\"1\",\"zz\":{\"CANARY\":nCANARY}", "malformed-json")]
    public void No_fault_repeats_what_was_sent(string members, string code)
    {
        var faults = Strict.Read(Encoding.UTF8.GetBytes("{" + members + "}")).Faults;

        Assert.Equal(code, string.Join(' ', faults.Select(f => f.Code)));
        Assert.All(faults, f => Assert.DoesNotMatch("CANARY(?!-ONE)|917", f.Pointer + f.Message));
    }

    [Fact]
    public void The_column_of_a_syntax_error_counts_characters()
    {
        const string text = "{\n \"id\": \"1\", \"name\": \"王芳\" x }";

        var fault = Strict.Read(Encoding.UTF8.GetBytes(text)).Faults.Single();

        Assert.Equal((2, text.IndexOf('x', StringComparison.Ordinal) - 1), (fault.Line, fault.Column));
    }

    [Theory]
    [InlineData(31, "")]
    [InlineData(40, "malformed-json")]
    [InlineData(100_000, "malformed-json")]
    public void Deep_facts_are_refused_without_harm(int depth, string code)
    {
        var text = "{\"id\":\"1\",\"zz\":" + new string('[', depth) + new string(']', depth) + "}";

        Assert.Equal(code, string.Join(' ', Reader.Read(Encoding.UTF8.GetBytes(text)).Faults.Select(f => f.Code)));
    }

    [Fact]
    public void Huge_facts_give_bounded_reports()
    {
        var manyFaults = "{\"nums\":[" + string.Join(',', Enumerable.Repeat("\"x\"", 100_000)) + "]," + string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"\"u{i}\":1")) + "}";

        var posted = Reader.Read(Encoding.UTF8.GetBytes(manyFaults));

        Assert.Equal(FactsReader.MaxFaults, posted.Faults.Count);
        Assert.Equal(FactsReader.MaxIgnored, posted.Ignored.Count);
    }

    [Theory]
    [InlineData("id", "\"", "x", "\"", 10_000_000, "out-of-range /id")]
    [InlineData("nums", "[1", ",1", "]", 1_000_000, "too-many /nums")]
    [InlineData("zz", "[1", ",1", "]", 1_000_000, "")]
    [InlineData("a", "1", "0", "", 1_000_000, "number-precision /a")]
    [InlineData("a", "0.", "0", "1", 1_000_000, "number-precision /a")]
    public void Huge_values_are_read_or_refused_at_their_place(string field, string start, string middle, string end, int times, string expected)
    {
        var text = new StringBuilder($"{{\"{field}\":{start}").Append(string.Concat(Enumerable.Repeat(middle, times))).Append(end).Append('}').ToString();

        var faults = Reader.Read(Encoding.UTF8.GetBytes(text)).Faults.Select(f => $"{f.Code} {f.Pointer}").Where(f => f != "required /id");

        Assert.Equal(expected.Length == 0 ? [] : [expected], faults);
    }

    private static string? Words(FactObject facts, string field)
    {
        var slot = Shape.SlotOf(field);
        return Shape.Schema.Fields[slot].Schema.Kind switch
        {
            FactKind.Number or FactKind.Integer => facts.GetNumber(slot) is { } number ? ExactDecimal.ToText(number) : null,
            FactKind.Date => facts.GetDate(slot)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => (string?)facts.GetReference(slot),
        };
    }
}
