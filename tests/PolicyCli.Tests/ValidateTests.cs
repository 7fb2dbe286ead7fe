using System.Text.Json.Nodes;

namespace PolicyCli.Tests;

public sealed class ValidateTests
{
    private const string Promotion = "policies/promotion-eligibility/kam-promotion.json";

    [Fact]
    public async Task The_default_documents_are_valid()
    {
        var ran = await Cli.RunAsync("validate", "policies", "report-templates");

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.EndsWith(" documents, 0 errors, 0 warnings\n", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_is_told_with_its_file_and_place_and_the_right_word()
    {
        using var workspace = new Workspace();
        workspace.Replace(Promotion, "manager.tenureMonths >=", "manager.tenureMonth >=");

        var ran = await Cli.RunAsync("validate", workspace.Root);

        Assert.Equal(1, ran.ExitCode);
        Assert.Matches(@"kam-promotion\.json\(\d+,\d+\): error unknown-field: `tenureMonth` is not a field of `manager`; did you mean `tenureMonths`\? \[/workflow/", ran.Output);
    }

    [Fact]
    public async Task Programs_get_the_same_as_json()
    {
        using var workspace = new Workspace();
        workspace.Replace(Promotion, "manager.tenureMonths >=", "manager.tenureMonth >=");

        var ran = await Cli.RunAsync("validate", workspace.Root, "--format", "json");

        var json = JsonNode.Parse(ran.Output)!;
        Assert.False((bool)json["valid"]!);
        Assert.Contains(json["findings"]!.AsArray(), f => (string?)f!["code"] == "unknown-field" && (int)f["line"]! > 1);
    }

    [Fact]
    public async Task Documents_are_judged_by_the_limits_of_the_service_that_is_to_take_them()
    {
        using var workspace = new Workspace();
        File.WriteAllText(workspace.PathOf("appsettings.json"), """{ "Limits": { "Rules": 1, "RequestBurst": 5 }, "Other": {} }""");

        var ran = await Cli.RunAsync("validate", workspace.PathOf("policies"), workspace.PathOf("report-templates"), "--settings", workspace.PathOf("appsettings.json"));

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("error too-many: a workflow has at most 1 rules", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_limit_out_of_its_range_is_told()
    {
        using var workspace = new Workspace();
        File.WriteAllText(workspace.PathOf("appsettings.json"), """{ "Limits": { "Rules": 0, "LambdaDepth": 9 } }""");

        var ran = await Cli.RunAsync("validate", workspace.Root, "--settings", workspace.PathOf("appsettings.json"));

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("`Limits:Rules` is 0; it must lie between 1 and 1000.", ran.Error, StringComparison.Ordinal);
        Assert.Contains("`Limits:LambdaDepth` is 9; it must lie between 1 and 3.", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("template.json", "{ \"kind\": \"template\",, }", "malformed-json")]
    [InlineData("template.json", "[]", "wrong-type")]
    [InlineData("template.json", "{ \"id\": \"a\", \"id\": \"b\" }", "duplicate-member")]
    [InlineData("texts.en.json", "{ \"a\": 1,, }", "malformed-json")]
    public async Task A_report_template_that_is_no_json_is_told_with_the_file_and_place_of_it(string file, string text, string code)
    {
        using var workspace = new Workspace();
        File.WriteAllText(workspace.PathOf("report-templates", "kam-appraisal", file), text);

        var ran = await Cli.RunAsync("validate", workspace.Root);

        Assert.Equal((1, ""), (ran.ExitCode, ran.Error));
        Assert.Matches($@"kam-appraisal/{file}\(1,\d+\): error {code}: ", ran.Output);
    }

    [Fact]
    public async Task A_report_template_without_its_page_is_told_by_its_name()
    {
        using var workspace = new Workspace();
        File.Delete(workspace.PathOf("report-templates", "kam-appraisal", "body.html"));

        var ran = await Cli.RunAsync("validate", workspace.Root);

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("kam-appraisal/template.json` makes its folder a report template, but the folder has no `body.html`", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_is_no_command_is_a_wrong_use()
    {
        var ran = await Cli.RunAsync("valdate");

        Assert.Equal(2, ran.ExitCode);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_told_in_a_line()
    {
        var ran = await Cli.RunAsync("validate", "no-such-folder");

        Assert.Equal(3, ran.ExitCode);
        Assert.StartsWith("policy: there is no folder `", ran.Error, StringComparison.Ordinal);
        Assert.Equal(1, ran.Error.Count(c => c == '\n'));
    }
}
