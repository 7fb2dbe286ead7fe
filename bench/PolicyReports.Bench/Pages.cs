namespace PolicyReports.Bench;

/// <summary>Compares pages.</summary>
internal static class Pages
{
    /// <summary>Checks that two pages are the same, except for white space and the way characters are escaped.</summary>
    /// <exception cref="InvalidOperationException">The pages differ; the message shows where.</exception>
    public static void MustBeAlike(string one, string other)
    {
        var (a, b) = (Bare(one), Bare(other));
        var at = a.AsSpan().CommonPrefixLength(b);
        if (at < Math.Max(a.Length, b.Length))
            throw new InvalidOperationException($"`PlainReport` is no longer what the template writes; change it with the template: …{Around(a, at)}… is …{Around(b, at)}…");
    }

    private static string Bare(string page) => string.Concat(System.Net.WebUtility.HtmlDecode(page).Where(c => !char.IsWhiteSpace(c)));

    private static string Around(string page, int at) => page[Math.Max(0, at - 60)..Math.Min(page.Length, at + 60)];
}
