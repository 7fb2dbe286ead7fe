namespace PolicyEngine.Documents;

/// <summary>
/// Joins names for a message. Only the first of them are named, because a table or a list of words may have thousands and every failure repeats the message.
/// </summary>
internal static class NamesInWords
{
    private const int Most = 20;

    /// <summary>Joins the first 20 names and adds an ellipsis if there are more.</summary>
    /// <param name="names">The names.</param>
    /// <param name="separator">The text between two names.</param>
    public static string Of(IEnumerable<string> names, string separator)
    {
        var first = names.Take(Most + 1).ToList();
        return first.Count > Most ? string.Join(separator, first.Take(Most)) + separator + "…" : string.Join(separator, first);
    }

    /// <summary>Joins the first 20 names in the notation of documents, each in backticks.</summary>
    /// <param name="names">The names.</param>
    public static string Quoted(IEnumerable<string> names) => Of(names.Select(n => $"`{n}`"), ", ");
}
