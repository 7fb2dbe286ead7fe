using System.Reflection;
using System.Text.RegularExpressions;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Privacy;

/// <summary>The threat model names a test for each row, which must exist.</summary>
public sealed partial class SecurityDocumentTests
{
    [Fact]
    public void Every_row_of_the_threat_model_names_tests_that_are_there()
    {
        var text = File.ReadAllText(Path.Combine(Texts.Home, "docs", "security.md"));
        var table = text[text.IndexOf("## What is defended", StringComparison.Ordinal)..text.IndexOf("## What is not defended", StringComparison.Ordinal)];
        var rows = table.Split('\n').Where(l => l.StartsWith('|')).Skip(2).Select(l => l.Split('|')).ToList();
        var types = typeof(SecurityDocumentTests).Assembly.GetTypes();
        var faults = new List<string>();
        string[] named = [];
        foreach (var row in rows)
        {
            var cell = row[3].Trim();
            if (cell != "the same")
                named = [.. Code().Matches(cell).Select(m => m.Groups["name"].Value)];
            if (named.Length == 0 || !named.Any(n => n.Contains("Tests", StringComparison.Ordinal)))
                faults.Add($"names no test: {row[1]}");
            faults.AddRange(named.Where(n => n.Contains("Tests", StringComparison.Ordinal) && !Name().IsMatch(n)).Select(n => $"cannot be read: {n}"));
            string? last = null;
            foreach (var name in named.Select(n => Name().Match(n)).Where(n => n.Success))
            {
                last = name.Groups["class"].Success ? name.Groups["path"].Value + name.Groups["class"].Value : last;
                if (Find(types, last!, name.Groups["test"].Value) is { } fault)
                    faults.Add(fault);
            }
        }

        Assert.True(rows.Count > 30, "the table was not found");
        Assert.Empty(faults);
    }

    private static string? Find(Type[] types, string path, string test)
    {
        var parts = path.Split('/', '.');
        var found = types.Where(t => t.Name == parts[^1] && (parts.Length == 1 || t.Namespace!.EndsWith("." + parts[^2], StringComparison.Ordinal))).ToList();
        if (found.Count == 0)
            return $"`{path}` is no class of tests";
        return found.SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)).Any(m => m.Name.StartsWith(test, StringComparison.Ordinal))
            ? null
            : $"`{path}` has no test `{test}…`";
    }

    // `Slice/ClassTests.The_start_of_a_name…`, `ClassTests`, `…The_start_of_another_of_the_same_class…`
    [GeneratedRegex(@"^((?<path>([A-Za-z]+[/.])*)(?<class>[A-Za-z]+Tests)(\.(?<test>\w+)…?)?|…(?<test>\w+)…?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();
}
