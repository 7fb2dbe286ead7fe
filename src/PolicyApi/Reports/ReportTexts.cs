namespace PolicyApi.Reports;

/// <summary>The words of a template, in the two languages that every report can be in.</summary>
/// <param name="En">English texts by key.</param>
/// <param name="ZhCn">Chinese texts by key; the same keys.</param>
public sealed record ReportTexts(IReadOnlyDictionary<string, string> En, IReadOnlyDictionary<string, string> ZhCn)
{
    /// <summary>The texts of one language.</summary>
    /// <param name="chinese">Whether the report is in Chinese.</param>
    public IReadOnlyDictionary<string, string> For(bool chinese) => chinese ? ZhCn : En;
}
