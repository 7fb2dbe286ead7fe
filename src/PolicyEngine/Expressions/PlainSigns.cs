namespace PolicyEngine.Expressions;

/// <summary>The plain sign for one that Chinese keyboards, word processors or mathematics write.</summary>
internal static class PlainSigns
{
    private const char FirstWide = '\uff01';
    private const char LastWide = '\uff5e';
    private const int WideOffset = 0xfee0;

    /// <summary>What was probably meant; <see langword="null"/> when nobody knows.</summary>
    public static string? Of(char c) => c switch
    {
        '“' or '”' => "\"",
        '‘' or '’' => "'",
        '、' => ",",
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
