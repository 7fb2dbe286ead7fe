using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.PolicyTests;

/// <summary>A policy's own tests over HTTP: run on demand, and before a version is published.</summary>
[Collection(SharedService.Name)]
public sealed class TestedPolicyTests(RunningService service)
{
    private const string Suite =
        """
        { "base": { "employee_id": "1", "avg_training_score": 70 }, "cases": [
          { "name": "exactly enough", "expect": { "outcome": "met" } },
          { "name": "just short", "facts": { "avg_training_score": 69 }, "expect": { "outcome": "notMet" } },
          { "name": "open", "facts": { "avg_training_score": null }, "expect": { "outcome": "undetermined", "missing": ["employee.avg_training_score"] } } ] }
        """;

    internal static string Text(string id, int least, string suite = Suite)
    {
        var policy = JsonNode.Parse(Texts.PolicyText(id, least: least))!.AsObject();
        policy["tests"] = JsonNode.Parse(suite);
        return policy.ToJsonString();
    }

    [Theory]
    [InlineData("kam-promotion")]
    [InlineData("kam-kpi-weighting")]
    [InlineData("kam-rewards")]
    public async Task The_day_asked_for_changes_nothing_about_what_a_test_comes_to(string id)
    {
        var reports = new List<string>();
        foreach (var day in new[] { "2020-01-01", "2026-02-28", "2999-12-31" })
            reports.Add((await service.PostAsync($"/v1/policies/{id}/versions/1/test?asOf={day}&mutation=false", string.Empty)).Body);

        Assert.Contains("\"passed\":", reports[0], StringComparison.Ordinal);
        Assert.Single(reports.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_tests_of_a_draft_are_run_and_what_no_test_notices_is_listed()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Text(id, 70));

        var report = await service.PostAsync($"/v1/policies/{id}/versions/1/test", string.Empty);

        Assert.Equal((200, 3, 0), (report.Status, (int)report.Json["passed"]!, (int)report.Json["failed"]!));
        Assert.Equal(1, (decimal)report.Json["coverage"]!["share"]!);
        Assert.Equal(1, (decimal)report.Json["mutation"]!["score"]!);
        Assert.Empty(report.Json["mutation"]!["survivors"]!.AsArray());
    }

    [Fact]
    public async Task A_difference_names_its_place_what_was_expected_and_what_came_out()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Text(id, 60));

        var report = await service.PostAsync($"/v1/policies/{id}/versions/1/test?mutation=false", string.Empty);

        var difference = Assert.Single(report.Json["tests"]![1]!["differences"]!.AsArray())!;
        Assert.Equal(
            ("/tests/cases/1/expect/outcome", "notMet", "met", "整个政策：应为不符合，实为符合"),
            ((string?)difference["pointer"], (string?)difference["expected"], (string?)difference["actual"], (string?)difference["message"]!["zh-CN"]));
        Assert.Null(report.Json["mutation"]);
    }

    [Fact]
    public async Task A_version_that_fails_its_tests_is_not_put_into_force()
    {
        var id = Texts.NewId();
        await service.PostAsync("/v1/policies", Text(id, 60));

        var refused = await service.PostAsync($"/v1/policies/{id}/versions/1/publish", string.Empty);

        Assert.Equal(422, refused.Status);
        Assert.Contains("test-failed /tests/cases/1/expect/outcome", refused.Json["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["pointer"]}"), StringComparer.Ordinal);
        Assert.Empty((await service.GetAsync($"/v1/policies/{id}/publications")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Facts_of_a_test_that_the_model_does_not_know_are_told_when_the_policy_is_saved()
    {
        var refused = await service.PostAsync("/v1/policies", Text(Texts.NewId(), 70, Suite.Replace("avg_training_score\": 69", "avg_trainingscore\": 69", StringComparison.Ordinal)));

        var error = Assert.Single(refused.Json["errors"]!.AsArray())!;
        Assert.Equal(("unknown-field", "/tests/cases/1/facts/avg_trainingscore"), ((string?)error["code"], (string?)error["pointer"]));
        Assert.Contains("did you mean `avg_training_score`?", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_can_ask_for_coverage_and_a_mutation_score()
    {
        var strict = new RunningService { Settings = ["--Tests:MinimumCoverage", "1", "--Tests:MinimumScore", "0.9"] };
        await strict.InitializeAsync();
        try
        {
            var id = Texts.NewId();
            await strict.PostAsync("/v1/policies", Text(id, 70, """{ "cases": [ { "name": "enough", "facts": { "employee_id": "1", "avg_training_score": 99 }, "expect": { "outcome": "met" } } ] }"""));
            var refused = await strict.PostAsync($"/v1/policies/{id}/versions/1/publish", string.Empty);
            await strict.PostAsync($"/v1/policies/{id}/versions", Text(id, 70));
            var published = await strict.PostAsync($"/v1/policies/{id}/versions/2/publish", string.Empty);

            var codes = refused.Json["errors"]!.AsArray().Select(e => (string)e!["code"]!).ToList();
            Assert.Equal(["coverage-too-low", "mutation-score-too-low", "mutation-survived"], codes.Distinct());
            Assert.Equal(201, published.Status);
        }
        finally
        {
            await strict.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("nothing", 1, 404)]
    [InlineData("kam-training", 99, 404)]
    public async Task There_is_nothing_to_test_where_there_is_no_version(string id, int version, int status) =>
        Assert.Equal(status, (await service.PostAsync($"/v1/policies/{id}/versions/{version}/test", string.Empty)).Status);
}
