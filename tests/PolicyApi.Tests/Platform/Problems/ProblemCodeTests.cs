using System.Text.RegularExpressions;
using PolicyApi.Tests.Reports;

namespace PolicyApi.Tests.Platform.Problems;

/// <summary>Compares the codes in the sources with docs/problems.md and docs/diagnostics.md.</summary>
public sealed partial class ProblemCodeTests
{
    private static readonly string[] Sources =
    [
        .. new[] { "PolicyApi", "PolicyCli" }.SelectMany(p => Directory.EnumerateFiles(RepositoryFiles.Path("src", p), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains("OpenApi", StringComparison.Ordinal)).Select(File.ReadAllText),
    ];

    private static readonly string Problems = File.ReadAllText(RepositoryFiles.Path("docs", "problems.md"));
    private static readonly string Diagnostics = File.ReadAllText(RepositoryFiles.Path("docs", "diagnostics.md"));

    [Fact]
    public void Every_problem_of_the_service_is_documented_with_its_status()
    {
        var documented = Row().Matches(Problems).SelectMany(r => Code().Matches(r.Groups["codes"].Value).Select(c => (Status: r.Groups["status"].Value, Code: c.Groups["code"].Value))).ToHashSet();
        var given = Sources.SelectMany(s => Given().Matches(s)).Select(m => (Status: m.Groups["status"].Value, Code: m.Groups["code"].Value)).Distinct().ToList();

        Assert.True(given.Count > 40);
        Assert.Equal([], given.Where(g => g.Status.Length > 0 ? !documented.Contains(g) : !documented.Any(d => d.Code == g.Code)).Order());
    }

    [Fact]
    public void Every_entry_that_the_service_adds_is_documented()
    {
        var given = Sources.SelectMany(s => Entry().Matches(s)).Select(m => m.Groups["code"].Value).Distinct(StringComparer.Ordinal).ToList();

        Assert.True(given.Count > 12);
        Assert.Equal([], given.Where(c => !Problems.Contains($"`{c}`", StringComparison.Ordinal) && !Diagnostics.Contains($"`{c}`", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    // A code is followed by its title, which begins with a capital letter, and preceded by the status or by the method that adds it.
    [GeneratedRegex("""((?<status>[1-5][0-9]{2})|StatusCodes\.Status(?<status>[0-9]{3})\w+|[Ss]tatus|(Fault|Conflict)\()\s*,?\s*"(?<code>[a-z]+(-[a-z]+)*)",\s*\$?"[A-Z]""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Given();

    [GeneratedRegex("""(ProblemEntry|Diagnostic)\(\s*"(?<code>[a-z]+(-[a-z]+)*)"|DiagnosticSeverity\.\w+,\s*"(?<code>[a-z]+(-[a-z]+)*)"|Add\(\w+, "(?<code>template-[a-z]+)"|"(?<code>[a-z]+(-[a-z]+)+)",\s*DiagnosticSeverity""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^\| (?<status>\d{3}) \| (?<codes>[^|]+) \|", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<code>[a-z-]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Code();
}
