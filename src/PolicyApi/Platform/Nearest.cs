namespace PolicyApi.Platform;

/// <summary>Finds the name that an author may have meant.</summary>
internal static class Nearest
{
    /// <summary>Returns <c> (did you mean `x`?)</c> with the nearest of the names; empty if none is near.</summary>
    /// <param name="name">The name as written.</param>
    /// <param name="names">The existing names.</param>
    public static string Hint(string name, IEnumerable<string> names)
    {
        // A longer name is unlikely to be a typing error, and comparing long names is slow.
        if (name.Length is 0 or > 64)
            return "";
        var most = name.Length <= 4 ? 1 : 2;
        var nearest = names
            .Where(n => Math.Abs(n.Length - name.Length) <= most && n.Length > 1)
            .Select(n => (Name: n, Distance: Distance(name, n)))
            .Where(n => n.Distance <= most)
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
            .FirstOrDefault();
        return nearest.Name is { } found ? $" (did you mean `{found}`?)" : "";
    }

    /// <summary>Returns the number of insertions, deletions, substitutions and swaps of neighbours between two words, ignoring case.</summary>
    private static int Distance(string a, string b)
    {
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var change = Same(a[i - 1], b[j - 1]) ? 0 : 1;
                rows[i, j] = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static bool Same(char x, char y) => char.ToLowerInvariant(x) == char.ToLowerInvariant(y);
}
