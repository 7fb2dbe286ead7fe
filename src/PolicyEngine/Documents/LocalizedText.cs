namespace PolicyEngine.Documents;

/// <summary>A text for people, in the two languages of reports and reasons.</summary>
/// <param name="En">The English text.</param>
/// <param name="ZhCn">The simplified Chinese text.</param>
public sealed record LocalizedText(string En, string ZhCn)
{
    /// <summary>Returns the text for a culture: Chinese for any <c>zh</c> culture, English otherwise.</summary>
    /// <param name="culture">A culture name such as <c>en</c> or <c>zh-CN</c>.</param>
    public string For(string culture)
    {
        ArgumentNullException.ThrowIfNull(culture);
        return culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? ZhCn : En;
    }
}
