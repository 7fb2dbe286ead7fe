namespace PolicyEngine.Documents;

/// <summary>The plain sign for one that Chinese keyboards, word processors or mathematics write.</summary>
internal static class PlainSigns
{
    private const char FirstWide = '\uff01';
    private const char LastWide = '\uff5e';
    private const int WideOffset = 0xfee0;

    /// <summary>What was probably meant, nothing for a sign that says nothing; <see langword="null"/> when nobody knows.</summary>
    public static string? Of(char c) => c switch
    {
        // Texts stand in double quotes here, however an author quotes.
        '“' or '”' or '„' or '‘' or '’' or '「' or '」' or '『' or '』' or '«' or '»' or '＇' => "\"",
        '、' => ",",
        '；' or '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff' => string.Empty,
        '【' => "(",
        '】' => ")",
        '。' => ".",
        '≥' => ">=",
        '≤' => "<=",
        '≠' => "!=",
        '×' => "*",
        '÷' => "/",
        '−' or '–' or '—' => "-",
        >= FirstWide and <= LastWide => ((char)(c - WideOffset)).ToString(),
        _ => null,
    };
}
