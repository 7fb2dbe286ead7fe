using PolicyEngine.Documents;
using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>How reasons speak of values in one language.</summary>
internal sealed class ValueWords
{
    private const int MostPlaces = 4;
    private const int MostItems = 50;

    private readonly string _missing;
    private readonly string _yes;
    private readonly string _no;
    private readonly string _separator;

    private ValueWords(string missing, string yes, string no, string separator)
    {
        _missing = missing;
        _yes = yes;
        _no = no;
        _separator = separator;
    }

    /// <summary>English.</summary>
    public static ValueWords En { get; } = new("(missing)", "yes", "no", ", ");

    /// <summary>Simplified Chinese.</summary>
    public static ValueWords ZhCn { get; } = new("（缺失）", "是", "否", "、");

    /// <summary>
    /// A value in words. A number with many places is cut, not rounded, and the cut is shown: "79.9999… is below 80" stays
    /// true where "80 is below 80" would not.
    /// </summary>
    public string Of(object? value) => value switch
    {
        null => _missing,
        bool flag => flag ? _yes : _no,
        string text => text.Length > EvaluationLimits.ReasonLength ? text[..EvaluationLimits.ReasonLength] + "…" : text,
        decimal number => Of(number),
        Array items => string.Join(_separator, items.Cast<object>().Take(MostItems).Select(Of)) + (items.Length > MostItems ? _separator + "…" : string.Empty),
        _ => TextOperations.Of(value),
    };

    private static string Of(decimal number)
    {
        var text = ExactDecimal.ToText(number);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 || text.Length - point - 1 <= MostPlaces ? text : text[..(point + 1 + MostPlaces)] + "…";
    }
}
