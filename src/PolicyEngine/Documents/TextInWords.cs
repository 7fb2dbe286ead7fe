namespace PolicyEngine.Documents;

/// <summary>Shortens a text of a document or of facts for a message, because it may have megabytes.</summary>
internal static class TextInWords
{
    private const int Most = 40;

    /// <summary>Returns the text; if it is longer than 40 characters, its beginning and an ellipsis.</summary>
    public static string Of(string text) => text.Length > Most ? text[..Most] + "…" : text;
}
