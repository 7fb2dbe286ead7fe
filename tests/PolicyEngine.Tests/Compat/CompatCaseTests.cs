using System.Collections.Concurrent;
using System.Text.Json;
using PolicyEngine.Compat;

namespace PolicyEngine.Tests.Compat;

public sealed class CompatCaseTests
{
    private static readonly ConcurrentDictionary<string, JsonElement.ArrayEnumerator> Files = new(StringComparer.Ordinal);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "CompatCases");

    public static TheoryData<string, string> Ids()
    {
        var data = new TheoryData<string, string>();
        foreach (var index in new[] { "index.json", "features-index.json", "usage-index.json", "format-index.json" })
        {
            foreach (var item in Cases(index))
                data.Add(index, item.GetProperty("id").GetString()!);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_workflow_answers_as_in_RulesEngine_or_differs_as_documented(string index, string id)
    {
        var verdict = CompatCase.Run(Cases(index).First(c => c.GetProperty("id").GetString() == id), Folder);

        Assert.True(verdict.Passed, verdict.ToString());
    }

    private static JsonElement.ArrayEnumerator Cases(string index) => Files.GetOrAdd(index, Read);

    private static JsonElement.ArrayEnumerator Read(string index) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, index))).RootElement.GetProperty("cases").EnumerateArray();
}
