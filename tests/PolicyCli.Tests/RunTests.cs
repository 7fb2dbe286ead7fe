using System.Text.Json.Nodes;

namespace PolicyCli.Tests;

public sealed class RunTests
{
    private static readonly string[] Documents = ["--documents", "policies", "report-templates"];

    [Fact]
    public async Task The_tests_of_a_policy_pass_with_the_score_that_is_asked_for()
    {
        var ran = await Cli.RunAsync("test", "policies", "report-templates", "--policy", "yearly-review-promotion", "--min-score", "0.9");

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Matches(@"^yearly-review-promotion: \d+ passed, 0 failed; coverage [\d.]+; mutation score (0\.9\d*|1)\n", ran.Output);
    }

    [Fact]
    public async Task A_policy_that_no_longer_does_what_its_tests_say_fails()
    {
        using var workspace = new Workspace();
        workspace.Replace("policies/promotion-eligibility/yearly-review-promotion.json", "\"value\": 70", "\"value\": 60");

        var ran = await Cli.RunAsync("test", workspace.Root, "--policy", "yearly-review-promotion");

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("error test-failed: ", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_answered_in_order_and_a_bad_one_by_its_error()
    {
        var good = await File.ReadAllLinesAsync(Path.Combine(Cli.Home, "samples", "yearly-review.ndjson"));

        var ran = await Cli.RunAsync($"{good[0]}\n{{}}\n{{\"employee_id\":\" \"}}\n{good[1]}\n", ["evaluate", "--policy", "yearly-review-promotion", .. Documents, "--", "-"]);

        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(
            [(string?)JsonNode.Parse(good[0])!["employee_id"], "facts-invalid", "facts-invalid", (string?)JsonNode.Parse(good[1])!["employee_id"]],
            lines.Select(l => (string?)l["subject"] ?? (string?)l["error"]?["code"]));
    }

    [Fact]
    public async Task It_ends_quietly_as_soon_as_nobody_reads_what_it_prints()
    {
        if (OperatingSystem.IsWindows())
            return;
        var line = (await File.ReadAllLinesAsync(Path.Combine(Cli.Home, "samples", "yearly-review.ndjson")))[0];

        var ran = await Cli.RunIntoHeadAsync(line, ["evaluate", "--policy", "yearly-review-promotion", .. Documents, "--", "-"]);

        Assert.Equal((141, ""), (ran.ExitCode, ran.Error));
        Assert.Equal((string?)JsonNode.Parse(line)!["employee_id"], (string?)JsonNode.Parse(ran.Output)!["subject"]);
    }

    [Fact]
    public async Task A_line_that_is_no_text_is_refused_like_any_other_fault_and_keeps_its_number()
    {
        using var workspace = new Workspace();
        var file = workspace.PathOf("facts.ndjson");
        await File.WriteAllBytesAsync(file, [.. "\uFEFF{\"employee_id\":\"246E-3383\"}\r\n\n{\"employee_id\":\""u8, 0xFF, .. "\"}\n{\"employee_id\":\"\\ud800\"}\n{\"employee_id\":\"007\"}"u8]);

        var ran = await Cli.RunAsync("evaluate", "--policy", "yearly-review-promotion", file);

        var lines = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal((1, ""), (ran.ExitCode, ran.Error));
        Assert.Equal(["246E-3383", "malformed-json 3", "malformed-json 4", "007"], lines.Select(l => (string?)l["subject"] ?? $"{l["error"]!["errors"]![0]!["code"]} {l["line"]}"));
    }

    [Fact]
    public async Task An_appraisal_is_had_without_a_server()
    {
        var ran = await Cli.RunAsync(["evaluate", "--scheme", "kam-annual", "samples/managers/km-016.json"]);

        Assert.Equal(0, ran.ExitCode);
        Assert.Equal("A", (string?)JsonNode.Parse(ran.Output)!["scores"]!["grade"]);
    }

    [Fact]
    public async Task Reports_are_written_in_both_languages()
    {
        using var workspace = new Workspace();

        var ran = await Cli.RunAsync("render", "--scheme", "kam-annual", "samples/managers/km-016.json", "--output", workspace.PathOf("reports"));

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Contains("lang=\"en\"", await File.ReadAllTextAsync(workspace.PathOf("reports", "KM-016.en.html")), StringComparison.Ordinal);
        Assert.Contains("lang=\"zh-CN\"", await File.ReadAllTextAsync(workspace.PathOf("reports", "KM-016.zh-CN.html")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Minimum service <code>parameters.minimumTenure</code>", "Year: Key account expansion <code>results.year.K1</code>", "Negotiation <code>promotion.rules.SKILL_NEGOTIATION</code>")]
    [InlineData("zh-CN", "最低司龄 <code>parameters.minimumTenure</code>", "全年：重点客户拓展 <code>results.year.K1</code>", "商务谈判 <code>promotion.rules.SKILL_NEGOTIATION</code>")]
    public async Task The_pages_of_detail_call_everything_that_rules_read_by_its_name(string language, params string[] expected)
    {
        using var workspace = new Workspace();

        var ran = await Cli.RunAsync("render", "--scheme", "kam-annual", "samples/managers/km-016.json", "--full", "--lang", language, "--output", workspace.PathOf("reports"));

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        var page = await File.ReadAllTextAsync(workspace.PathOf("reports", $"KM-016.{language}.html"));
        Assert.All(expected, e => Assert.Contains(e, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "    SKILL_NEGOTIATION Negotiation: not met\n      manager.skills.negotiation >= parameters.minimumNegotiation → not met\n        manager.skills.negotiation = 2.9\n        parameters.minimumNegotiation = 3\n")]
    [InlineData("zh-CN", "    SKILL_NEGOTIATION 商务谈判: 不符合\n      manager.skills.negotiation >= parameters.minimumNegotiation → 不符合\n")]
    public async Task A_trace_shows_what_every_part_of_a_rule_came_to(string language, string expected)
    {
        var ran = await Cli.RunAsync("trace", "--scheme", "kam-annual", "samples/managers/km-016.json", "--lang", language);

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Contains("KM-016 kam-promotion\n", ran.Output, StringComparison.Ordinal);
        Assert.Contains(expected, ran.Output, StringComparison.Ordinal);
        Assert.Contains("[parameters.d1Expansion = 35, results.year.K1 = 105.8031088082901554404145078,", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_for_programs_is_a_line_for_each_subject_and_refused_facts_are_told_beside_it()
    {
        var good = await File.ReadAllLinesAsync(Path.Combine(Cli.Home, "samples", "yearly-review.ndjson"));

        var ran = await Cli.RunAsync($"{good[0]}\n{{}}\n{good[1]}\n", ["trace", "--policy", "yearly-review-promotion", "--format", "json", .. Documents, "--", "-"]);

        var traced = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(1, ran.ExitCode);
        Assert.Equal(good.Take(2).Select(g => (string?)JsonNode.Parse(g)!["employee_id"]), traced.Select(t => (string?)t["subject"]));
        Assert.NotEmpty(traced[0]!["policies"]![0]!["rules"]!.AsArray());
        Assert.StartsWith("-(2): error required: ", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evaluate", "samples/managers/km-016.json")]
    [InlineData("evaluate", "--policy", "a", "--scheme", "b", "samples/managers/km-016.json")]
    [InlineData("trace", "samples/managers/km-016.json")]
    public async Task One_of_policy_and_scheme_has_to_be_named(params string[] args)
    {
        var ran = await Cli.RunAsync(args);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains("Give --policy or --scheme, and not both.", ran.Error, StringComparison.Ordinal);
    }
}
