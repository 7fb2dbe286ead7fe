namespace PolicyEngine.Documents;

/// <summary>A text of a document or of facts for a message: its beginning, because it may have megabytes.</summary>
internal static class TextInWords
{
    private const int Most = 40;

    /// <summary>The text, or its beginning.</summary>
    public static string Of(string text) => text.Length > Most ? text[..Most] + "…" : text;
}
