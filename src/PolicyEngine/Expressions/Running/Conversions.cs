using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions.Running;

/// <summary>The conversions that expressions use through <c>Convert</c> and <c>Parse</c>: exact, independent of culture, and strict about formats.</summary>
internal static class Conversions
{
    public static decimal ToDecimal(string text) => ExactDecimal.TryParse(text, out var value) ? value : throw NoNumber(text);

    public static decimal ToDecimal(decimal value) => value;

    public static decimal ToDecimal(int value) => value;

    public static int ToInt32(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw NoNumber(text);

    /// <summary>As in .NET, fractions are rounded half to even.</summary>
    public static int ToInt32(decimal value) => decimal.ToInt32(Rounding.Round(value, 0, RoundingMode.HalfEven));

    public static int ToInt32(int value) => value;

    public static string ToString(decimal value) => TextOperations.Of(value);

    public static string ToString(int value) => TextOperations.Of(value);

    public static string ToString(string value) => value;

    public static decimal ParseDecimal(string text) => ToDecimal(text);

    public static int ParseInt32(string text) => ToInt32(text);

    public static DateTime ParseDateTime(string text) => ToDateTime(text);

    public static DateTime ToDateTime(string text) => DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw new EvaluationException(EvaluationFaults.OutOfRange, new LocalizedText("a text that is no date (YYYY-MM-DD)", "文本不是日期（YYYY-MM-DD）"));

    private static EvaluationException NoNumber(string text) =>
        new(EvaluationFaults.OutOfRange, new LocalizedText($"a text that is no number: \"{TextInWords.Of(text)}\"", $"文本不是数字：“{TextInWords.Of(text)}”"));
}
