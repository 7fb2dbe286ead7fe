using System.Text.Json.Nodes;

namespace PolicyCli.Tests;

public sealed class CompareTests
{
    private const string Promotion = "policies/promotion-eligibility/yearly-review-promotion.json";

    [Fact]
    public async Task A_lower_threshold_is_told_in_words_with_the_tests_that_notice()
    {
        using var workspace = new Workspace();
        workspace.Replace(Promotion, "\"value\": 70", "\"value\": 60");

        var english = await Cli.RunAsync("diff", "policies", workspace.PathOf("policies"));
        var chinese = await Cli.RunAsync("diff", "policies", workspace.PathOf("policies"), "--lang", "zh-CN");

        Assert.Equal((1, 1), (english.ExitCode, chinese.ExitCode));
        Assert.StartsWith("yearly-review-promotion: changed\n", english.Output, StringComparison.Ordinal);
        Assert.Contains("70 → 60", english.Output, StringComparison.Ordinal);
        Assert.Contains("passed → fails", english.Output, StringComparison.Ordinal);
        Assert.Contains("变更", chinese.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Equal_folders_do_not_differ()
    {
        var ran = await Cli.RunAsync("diff", "policies", "policies");

        Assert.Equal((0, "", ""), (ran.ExitCode, ran.Output, ran.Error));
    }

    [Fact]
    public async Task Whom_a_change_would_hit_is_counted_without_a_server()
    {
        using var workspace = new Workspace();
        workspace.Replace(Promotion, "\"value\": 70", "\"value\": 60");

        var ran = await Cli.RunAsync(
            "impact", "policies", workspace.PathOf("policies"), "samples/yearly-review.ndjson", "--policy", "yearly-review-promotion", "--group-by", "department", "--format", "json");

        var summary = JsonNode.Parse(ran.Output)!;
        var scores = File.ReadAllLines(Path.Combine(Cli.Home, "samples", "yearly-review.ndjson"));
        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Equal(scores.Length, (int)summary["subjects"]!);
        Assert.Equal((int)summary["changed"]!, summary["groups"]!.AsArray().Sum(g => (int)g!["changed"]!));
    }

    [Fact]
    public async Task People_read_outcomes_in_words()
    {
        var ran = await Cli.RunAsync("impact", "policies", "policies", "samples/yearly-review.ndjson", "--policy", "yearly-review-promotion");

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Matches(@"\n  met → met: \d+\n  not met → not met: \d+\n  undetermined → undetermined: \d+\n", ran.Output);
    }

    [Fact]
    public async Task A_scheme_is_compared_beside_the_templates_that_both_need_and_by_a_grade()
    {
        using var workspace = new Workspace();
        workspace.Replace("policies/kpi-weighting/kam-kpi-weighting.json", "{ \"grade\": \"A\", \"from\": 90 }", "{ \"grade\": \"A\", \"from\": 95 }");
        string[] asked = ["impact", "policies", workspace.PathOf("policies"), "samples/managers/km-001.json", "samples/managers/km-016.json", "--policy", "kam-annual", "--grade", "A", "--format", "json"];

        var alone = await Cli.RunAsync(asked);
        var beside = await Cli.RunAsync([.. asked, "--beside", "report-templates"]);

        Assert.Equal(3, alone.ExitCode);
        Assert.Contains("--beside", alone.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (beside.ExitCode, beside.Error));
        Assert.Equal(
            ["A → A 1", "A → B 1"],
            JsonNode.Parse(beside.Output)!["grades"]!.AsArray().Select(g => $"{g!["from"]} → {g["to"]} {g["count"]}"));
    }
}
