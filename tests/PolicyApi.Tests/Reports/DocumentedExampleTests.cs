using System.Net;
using PolicyApi.Reports;

namespace PolicyApi.Tests.Reports;

/// <summary>The table of functions in docs/templates.md is correct.</summary>
public sealed class DocumentedExampleTests
{
    public static TheoryData<string, string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string, string>();
            foreach (var line in File.ReadLines(RepositoryFiles.Path("docs", "templates.md")).Where(l => l.StartsWith("| `{{", StringComparison.Ordinal)))
            {
                var cells = line.Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|').Select(c => c.Replace('\u0001', '|').Trim()).ToList();
                examples.Add(cells[1].Trim('`'), cells[2], cells[3]);
            }

            return examples;
        }
    }

    [Fact]
    public void There_are_examples() => Assert.True(Examples.Count > 15);

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_writes_what_the_table_says(string template, string english, string chinese)
    {
        var parsed = Rendering.Parse(template);
        using var renderer = new ReportRenderer(Rendering.Unhurried);

        Assert.Equal(english, Rendering.Written(renderer.Render(parsed, Samples.Data("complete"), "en", CancellationToken.None)).Trim());
        Assert.Equal(chinese, Rendering.Written(renderer.Render(parsed, Samples.Data("complete"), "zh-CN", CancellationToken.None)).Trim());
    }

    [Fact]
    public void Every_function_is_named()
    {
        var page = File.ReadAllText(RepositoryFiles.Path("docs", "templates.md"));

        Assert.All(PolicyApi.Reports.Functions.ReportFunctions.All.Keys, f => Assert.Contains(f, WebUtility.HtmlDecode(page), StringComparison.Ordinal));
    }
}
