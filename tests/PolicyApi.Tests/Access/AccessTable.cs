namespace PolicyApi.Tests.Access;

/// <summary>Reads the table in docs/access.md of who may call what. The documentation is the test's data, so that the two cannot differ.</summary>
internal static class AccessTable
{
    private static readonly string[] Sections = ["policies", "schemes", "models", "templates"];

    /// <summary>Returns, by method and path, the word for each role: <c>open</c>, <c>yes</c>, <c>own</c> or <c>–</c>.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Read()
    {
        var lines = File.ReadAllLines(Path.Combine(Http.Texts.Home, "docs", "access.md"));
        var head = Array.FindIndex(lines, l => l.StartsWith("| Method | Path |", StringComparison.Ordinal));
        var roles = Cells(lines[head])[2..];
        var rows = lines.Skip(head + 2).TakeWhile(l => l.StartsWith('|')).Select(Cells);
        return rows
            .SelectMany(cells => Expand(cells[1]).Select(path => (Operation: $"{cells[0]} {path}", Words: cells[2..])))
            .ToDictionary(
                r => r.Operation,
                IReadOnlyDictionary<string, string> (r) => roles.Zip(r.Words).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal),
                StringComparer.Ordinal);
    }

    private static IEnumerable<string> Expand(string path) =>
        path.Contains("{section}", StringComparison.Ordinal) ? Sections.Select(s => path.Replace("{section}", s, StringComparison.Ordinal)) : [path];

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];
}
