namespace PolicyApi.Platform;

/// <summary>Finds what an author may have meant.</summary>
internal static class Nearest
{
    /// <summary><c>, did you mean `x`?</c> with the nearest of the names; empty when none is near.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="names">What there is.</param>
    public static string Hint(string name, IEnumerable<string> names)
    {
        // Names above this length are no slip of the keyboard, and comparing them costs.
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

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours between two words, upper and lower case alike.</summary>
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
