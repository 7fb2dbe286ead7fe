using System.Text;
using FsCheck.Xunit;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;

namespace PolicyEngine.Tests.Documents;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{ "b": 1, "a": [true, null, "x"] }""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"n":1.50, "z":-0.0, "big":1e21, "small":0.0000001, "plain":0.000001, "exp":1.23e-9}""", """{"big":1e+21,"exp":1.23e-9,"n":1.5,"plain":0.000001,"small":1e-7,"z":0}""")]
    [InlineData("""{"\u20ac":"\u0041\u000f\n\"\\/é"}""", """{"€":"A\u000f\n\"\\/é"}""")]
    [InlineData("""{"\ud83d\ude02":1,"\ufb33":2,"\u20ac":3}""", """{"€":3,"😂":1,"דּ":2}""")]
    public void A_value_has_one_byte_sequence_after_RFC_8785(string text, string canonical) =>
        Assert.Equal(canonical.Normalize(NormalizationForm.FormC), Write(text).Normalize(NormalizationForm.FormC));

    [Property]
    public bool Canonical_text_is_its_own_canonical_form(string key, string value, decimal number)
    {
        if (!CanonicalJson.SurvivesAsDouble(number) || HasLoneSurrogate(key) || HasLoneSurrogate(value))
            return true;
        var text = $$"""{ {{Quote(value ?? "")}} : [ {{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}}, {{Quote(key ?? "")}} ] }""";
        var once = Write(text);
        return string.Equals(once, Write(once), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.10", "1.1")]
    [InlineData("-0", "0")]
    [InlineData("12e2", "1200")]
    [InlineData("1e-28", "0.0000000000000000000000000001")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("0.00000000000000000000000000001e5", "0.000000000000000000000001")]
    public void A_number_is_read_exactly(string text, string expected)
    {
        Assert.True(ExactDecimal.TryParse(text, out var value));
        Assert.Equal(expected, ExactDecimal.ToText(value));
    }

    [Theory]
    [InlineData("246E-3383")]
    [InlineData("1e29")]
    [InlineData("1e-29")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("1e99999999999")]
    [InlineData("")]
    [InlineData("-")]
    public void A_number_that_a_decimal_cannot_hold_is_refused(string text) => Assert.False(ExactDecimal.TryParse(text, out _));

    private static bool HasLoneSurrogate(string? text)
    {
        try
        {
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetByteCount(text ?? "");
            return false;
        }
        catch (EncoderFallbackException)
        {
            return true;
        }
    }

    private static string Quote(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static string Write(string text)
    {
        var diagnostics = new DiagnosticBag();
        var root = SourceReader.Read(Encoding.UTF8.GetBytes(text), diagnostics);
        Assert.Empty(diagnostics.ToList());
        return Encoding.UTF8.GetString(CanonicalJson.Write(root!));
    }
}
