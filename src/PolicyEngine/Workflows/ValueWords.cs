using PolicyEngine.Expressions;

namespace PolicyEngine.Workflows;

/// <summary>How reasons speak of values in one language.</summary>
internal sealed class ValueWords
{
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

    /// <summary>A value in words; numbers in full, without trailing zeros.</summary>
    public string Of(object? value) => value switch
    {
        null => _missing,
        bool flag => flag ? _yes : _no,
        string text => text,
        Array items => string.Join(_separator, items.Cast<object>().Select(Of)),
        _ => TextOperations.Of(value),
    };
}
