using PolicyApi.Tests.Http;
using PolicyApi.Tests.PolicyTests;

namespace PolicyApi.Tests.Comparison;

/// <summary>Versions compared over HTTP.</summary>
[Collection(SharedService.Name)]
public sealed class DiffHttpTests(RunningService service)
{
    [Fact]
    public async Task A_draft_is_compared_with_what_is_in_force_in_words_structure_and_tests()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", TestedPolicyTests.Text(id, 70));
        await service.PostAsync($"/v1/policies/{id}/versions/1/publish", string.Empty);
        await service.PostAsync($"/v1/policies/{id}/versions", TestedPolicyTests.Text(id, 60));

        var diff = await service.GetAsync($"/v1/policies/{id}/versions/2/diff");

        Assert.Equal((200, 1, 2), (diff.Status, (int)diff.Json["before"]!["version"]!, (int)diff.Json["after"]!["version"]!));
        var change = Assert.Single(diff.Json["changes"]!.AsArray())!;
        Assert.Equal(
            ("changed", "/parameters/least/value", 70, 60, "Least score 70 → 60", "最低分 70 → 60"),
            ((string)change["kind"]!, (string)change["pointer"]!, (int)change["before"]!, (int)change["after"]!, (string)change["text"]!["en"]!, (string)change["text"]!["zh-CN"]!));
        Assert.Equal("""[{"op":"replace","path":"/parameters/least/value","value":60}]""", diff.Json["patch"]!.ToJsonString());
        var test = Assert.Single(diff.Json["tests"]!.AsArray())!;
        Assert.Equal(("just short", "both", true, false), ((string)test["test"]!, (string)test["of"]!, (bool)test["passedBefore"]!, (bool)test["passedAfter"]!));
    }

    [Theory]
    [InlineData("models", "key-account-manager")]
    [InlineData("policies", "kam-kpi-weighting")]
    [InlineData("schemes", "kam-annual")]
    [InlineData("templates", "kam-appraisal")]
    public async Task A_version_does_not_differ_from_itself(string section, string id)
    {
        var diff = await service.GetAsync($"/v1/{section}/{id}/versions/1/diff?against=1");

        Assert.Equal(200, diff.Status);
        Assert.Empty(diff.Json["changes"]!.AsArray());
        Assert.Empty(diff.Json["patch"]!.AsArray());
    }

    [Fact]
    public async Task A_template_is_compared_by_its_texts()
    {
        var content = (await service.GetAsync("/v1/templates/policy-sheet/versions/1")).Json["content"]!.DeepClone();
        var texts = content["texts"]!["en"]!.AsObject();
        var key = texts.First(t => ((string)t.Value!).Length > 0).Key;
        texts[key] = "Another word";
        var version = (int)(await service.PostAsync("/v1/templates/policy-sheet/versions", content.ToJsonString())).Json["version"]!;

        var diff = await service.GetAsync($"/v1/templates/policy-sheet/versions/{version}/diff?against=1");

        Assert.EndsWith("→ Another word", (string)Assert.Single(diff.Json["changes"]!.AsArray())!["text"]!["en"]!, StringComparison.Ordinal);
        Assert.Null(diff.Json["tests"]);
    }

    [Theory]
    [InlineData("/v1/policies/nothing/versions/1/diff")]
    [InlineData("/v1/policies/kam-training/versions/99/diff")]
    [InlineData("/v1/policies/kam-training/versions/1/diff?against=99")]
    public async Task What_is_not_there_cannot_be_compared(string path) => Assert.Equal(404, (await service.GetAsync(path)).Status);
}
