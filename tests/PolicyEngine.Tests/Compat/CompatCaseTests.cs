using System.Text.Json;
using PolicyEngine.Compat;

namespace PolicyEngine.Tests.Compat;

public sealed class CompatCaseTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "CompatCases");

    public static TheoryData<string> Ids() => [.. Cases().Select(c => c.GetProperty("id").GetString()!)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_workflow_answers_as_in_RulesEngine_or_differs_as_documented(string id)
    {
        var verdict = CompatCase.Run(Cases().First(c => c.GetProperty("id").GetString() == id), Folder);

        Assert.True(verdict.Passed, verdict.ToString());
    }

    private static JsonElement.ArrayEnumerator Cases() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "index.json"))).RootElement.GetProperty("cases").EnumerateArray();
}
