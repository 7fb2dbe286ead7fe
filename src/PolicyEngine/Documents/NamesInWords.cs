namespace PolicyEngine.Documents;

/// <summary>Names for a message: the first of them, because a table or a list of words may have thousands, and every failure tells them.</summary>
internal static class NamesInWords
{
    private const int Most = 20;

    /// <summary>The names, joined.</summary>
    /// <param name="names">All of them.</param>
    /// <param name="separator">What stands between two.</param>
    public static string Of(IEnumerable<string> names, string separator)
    {
        var first = names.Take(Most + 1).ToList();
        return first.Count > Most ? string.Join(separator, first.Take(Most)) + separator + "…" : string.Join(separator, first);
    }

    /// <summary>The names as they are written in documents, each in backticks.</summary>
    /// <param name="names">All of them.</param>
    public static string Quoted(IEnumerable<string> names) => Of(names.Select(n => $"`{n}`"), ", ");
}
