using System.Globalization;
using PolicyEngine.Decimals;
using PolicyEngine.Documents;
using PolicyEngine.Scoring;

namespace PolicyEngine.Expressions.Running;

/// <summary>The operations on texts that expressions can use: ordinal, independent of culture, and bounded.</summary>
internal static class TextOperations
{
    public static bool Contains(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    public static bool StartsWith(string text, string part) => text.StartsWith(part, StringComparison.Ordinal);

    public static bool EndsWith(string text, string part) => text.EndsWith(part, StringComparison.Ordinal);

    public static int IndexOf(string text, string part) => text.IndexOf(part, StringComparison.Ordinal);

    public static string ToUpper(string text) => text.ToUpperInvariant();

    public static string ToLower(string text) => text.ToLowerInvariant();

    public static string ToUpperInvariant(string text) => text.ToUpperInvariant();

    public static string ToLowerInvariant(string text) => text.ToLowerInvariant();

    public static string Trim(string text) => text.Trim();

    public static string TrimStart(string text) => text.TrimStart();

    public static string TrimEnd(string text) => text.TrimEnd();

    public static string Substring(string text, int start) => text.Substring(start);

    public static string Substring(string text, int start, int length) => text.Substring(start, length);

    public static bool Equals(string left, string right) => string.Equals(left, right, StringComparison.Ordinal);

    public static int Compare(string left, string right) => string.CompareOrdinal(left, right);

    public static int CompareTo(string left, string right) => string.CompareOrdinal(left, right);

    public static bool IsNullOrEmpty(string text) => text.Length == 0;

    public static bool IsNullOrWhiteSpace(string text) => string.IsNullOrWhiteSpace(text);

    /// <summary>Joins two texts. Throws if the result is too long; the limit keeps chains of params from building huge texts.</summary>
    public static string Concat(string left, string right) =>
        left.Length + right.Length <= EvaluationLimits.TextLength
            ? left + right
            : throw new EvaluationException(
                EvaluationFaults.TextTooLong,
                new LocalizedText(
                    $"a text of more than {EvaluationLimits.TextLength} characters", $"文本超过{EvaluationLimits.TextLength}个字符"));

    /// <summary>Returns a value as text, independent of culture.</summary>
    public static string Of(object value) => value switch
    {
        string text => text,
        decimal number => ExactDecimal.ToText(number),
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };
}
