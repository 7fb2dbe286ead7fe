using System.Text.RegularExpressions;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>What the README prints of shipped documents is what a reader sees.</summary>
[Collection(SharedService.Name)]
public sealed partial class ReadmeTests(RunningService service)
{
    [Fact]
    public async Task Hashes_of_shipped_documents_are_those_that_a_reader_sees()
    {
        var shown = Shown().Matches(await File.ReadAllTextAsync(Path.Combine(Texts.Home, "README.md")));

        Assert.NotEmpty(shown);
        foreach (Match document in shown)
            Assert.StartsWith(document.Groups[2].Value, (string?)(await service.GetAsync($"/v1/policies/{document.Groups[1].Value}/versions/1")).Json["sha256"], StringComparison.Ordinal);
    }

    [GeneratedRegex("""\{"id":"([a-z-]+)","version":1,"sha256":"([0-9a-f]+)…""", RegexOptions.NonBacktracking)]
    private static partial Regex Shown();
}
