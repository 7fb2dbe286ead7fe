namespace PolicyEngine.Documents;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggest
{
    private const int LongestName = 128;
    private const int MostKnown = 2_000;
    private const int LongEnoughForTwo = 6;

    /// <summary>Returns <c>did you mean `x`?</c> when a known name is similar, otherwise the given advice.</summary>
    public static string Hint(string name, IEnumerable<string> known, string otherwise) =>
        Closest(name, known) is { } meant ? $"did you mean `{meant}`?" : otherwise;

    /// <summary>
    /// Returns the most similar known name; <see langword="null"/> when none is similar enough. Allowed are one letter that is wrong, missing, added or
    /// swapped with its neighbour, and two if the shorter name has six letters or more. Case does not count.
    /// </summary>
    public static string? Closest(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
            return null;
        var (best, least) = ((string?)null, int.MaxValue);

        // A document can have a thousand wrong names, and a model ten thousand right ones.
        foreach (var candidate in known.Take(MostKnown))
        {
            var shorter = Math.Min(name.Length, candidate.Length);
            var most = shorter >= LongEnoughForTwo ? 2 : shorter >= 2 ? 1 : 0;
            if (Math.Abs(name.Length - candidate.Length) <= most && Distance(name, candidate, most) is var distance && distance <= most && distance < least)
                (best, least) = (candidate, distance);
        }

        return best;
    }

    /// <summary>
    /// Returns the number of letters that are wrong, missing, added or swapped with a neighbour (the optimal string alignment distance). Case does not count.
    /// Once the distance exceeds <paramref name="most"/>, the result is only known to be greater. Letters more than <paramref name="most"/> places apart are
    /// not compared.
    /// </summary>
    private static int Distance(string left, string right, int most)
    {
        var (before, last, now) = (new int[right.Length + 1], Enumerable.Range(0, right.Length + 1).ToArray(), new int[right.Length + 1]);
        for (var i = 1; i <= left.Length; i++)
        {
            var (from, to) = (Math.Max(1, i - most), Math.Min(right.Length, i + most));
            now.AsSpan().Fill(most + 1);
            now[0] = i;
            var least = i;
            for (var j = from; j <= to; j++)
            {
                var isSwap = i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]);
                var changed = last[j - 1] + (Same(left[i - 1], right[j - 1]) ? 0 : 1);
                now[j] = Math.Min(Math.Min(last[j], now[j - 1]) + 1, isSwap ? Math.Min(changed, before[j - 2] + 1) : changed);
                least = Math.Min(least, now[j]);
            }

            if (least > most + 1)
                return least; // Not even a swap can bring it back within the bound.
            (before, last, now) = (last, now, before);
        }

        return last[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
