namespace PolicyEngine.Expressions.Reading;

/// <summary>The words that RulesEngine takes for signs between two operands, such as <c>ge</c> for <c>&gt;=</c>.</summary>
internal static class WordSigns
{
    /// <summary>The sign that a word stands for, in any case; <see langword="null"/> for other words.</summary>
    public static string? Of(ReadOnlySpan<char> word) => word.Length is < 2 or > 3 ? null : word.ToString().ToUpperInvariant() switch
    {
        "EQ" => "==",
        "NE" or "NEQ" => "!=",
        "GT" => ">",
        "GE" => ">=",
        "LT" => "<",
        "LE" => "<=",
        "MOD" => "%",
        _ => null,
    };
}
