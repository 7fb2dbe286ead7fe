using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Answers;

/// <summary>The sample managers, compared with answers that were calculated independently of the program.</summary>
[Collection(SharedService.Name)]
public sealed class SampleManagersTests(RunningService service)
{
    private static readonly JsonNode Expected = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "cases", "sample-managers.json")))!["expected"]!;

    public static TheoryData<string> Files() => [.. Expected.AsObject().Select(e => e.Key)];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_sample_manager_gets_the_answer_worked_by_hand(string file)
    {
        var expected = Expected[file]!;
        var answer = await service.PostAsync("/v1/schemes/kam-annual/appraisals", await File.ReadAllTextAsync(Repository.PathOf("samples", "managers", file)));
        Assert.Equal(200, answer.Status);
        var values = AppraisalValues.Flatten(answer.Json);

        JsonObject wanted = [];
        foreach (var name in new[] { "kpi", "feedback360", "goals", "composite", "grade", "promotion" })
            wanted[name] = expected[name]?.DeepClone();
        wanted["figures"] = new JsonObject { ["BONUS_AMOUNT"] = expected["bonus"]?.DeepClone(), ["BALANCE"] = expected["balance"]?.DeepClone() };

        Assert.Empty(AppraisalValues.Differences(wanted, answer.Json));
        foreach (var section in new[] { "training", "rewards" })
            Assert.Equal(expected[section]!.AsArray().Select(e => (string)e!), Named(values, section, "met"));
        foreach (var section in new[] { "checks", "training", "rewards" })
            Assert.Equal(expected["undetermined"]?[section]?.AsArray().Select(e => (string)e!) ?? [], Named(values, section, "undetermined"));
    }

    private static IEnumerable<string> Named(JsonObject values, string section, string outcome) =>
        values[section]!.AsObject().Where(r => (string)r.Value! == outcome).Select(r => r.Key);
}
