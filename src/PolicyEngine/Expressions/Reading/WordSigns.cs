namespace PolicyEngine.Expressions.Reading;

/// <summary>The words that RulesEngine accepts for operators, such as <c>ge</c> for <c>&gt;=</c>.</summary>
internal static class WordSigns
{
    /// <summary>Returns the operator that a word stands for, in upper or lower case; <see langword="null"/> for other words.</summary>
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
