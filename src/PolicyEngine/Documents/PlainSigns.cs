namespace PolicyEngine.Documents;

/// <summary>Maps signs that Chinese keyboards, word processors or mathematics produce to their plain ASCII equivalents.</summary>
internal static class PlainSigns
{
    private const char FirstWide = '\uff01';
    private const char LastWide = '\uff5e';
    private const int WideOffset = 0xfee0;

    /// <summary>
    /// Returns the sign that was probably meant; an empty text for a sign that can be left out; <see langword="null"/> for any other character.
    /// </summary>
    public static string? Of(char c) => c switch
    {
        // Whatever quotation marks an author uses, texts here are in double quotes.
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
