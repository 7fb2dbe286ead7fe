namespace PolicyApi.Reports;

/// <summary>The texts of a template, in the two languages of reports.</summary>
/// <param name="En">English texts by key.</param>
/// <param name="ZhCn">Chinese texts by key, with the same keys.</param>
public sealed record ReportTexts(IReadOnlyDictionary<string, string> En, IReadOnlyDictionary<string, string> ZhCn)
{
    /// <summary>Returns the texts of one language.</summary>
    /// <param name="chinese">Whether the report is in Chinese.</param>
    public IReadOnlyDictionary<string, string> For(bool chinese) => chinese ? ZhCn : En;
}
