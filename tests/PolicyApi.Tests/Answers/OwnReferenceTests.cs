using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Answers;

/// <summary>The year of a fictional manager with every value calculated exactly, and the effects of changing single facts.</summary>
[Collection(SharedService.Name)]
public sealed class OwnReferenceTests(RunningService service)
{
    private static readonly JsonNode Reference = JsonNode.Parse(File.ReadAllText(Repository.PathOf("tests", "cases", "own-reference.json")))!;

    public static TheoryData<string> Edges() => [.. Reference["edges"]!.AsArray().Select(e => (string)e!["name"]!)];

    [Fact]
    public async Task Every_value_of_the_worked_case_comes_out_of_the_service_digit_for_digit()
    {
        var answer = await service.PostAsync("/v1/schemes/kam-annual/appraisals", Reference["facts"]!.ToJsonString());

        Assert.Equal(200, answer.Status);
        Assert.Empty(AppraisalValues.Differences(Reference["expected"]!, answer.Json));
    }

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task Every_edge_of_the_worked_case_comes_out_digit_for_digit(string name)
    {
        var edge = Reference["edges"]!.AsArray().Single(e => (string)e!["name"]! == name)!;
        var facts = edge["facts"]?.DeepClone() ?? Patch.Apply(Reference["facts"]!, edge["changes"]!.AsArray());

        var answer = await service.PostAsync("/v1/schemes/kam-annual/appraisals", facts.ToJsonString());

        Assert.Equal(200, answer.Status);
        Assert.Empty(AppraisalValues.Differences(edge["expected"]!, answer.Json));
    }
}
