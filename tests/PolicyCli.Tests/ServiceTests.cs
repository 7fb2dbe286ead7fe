using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace PolicyCli.Tests;

public sealed class ServiceTests(LocalService service) : IClassFixture<LocalService>
{
    private const string Promotion = "policies/yearly-review-promotion.json";

    [Fact]
    public async Task A_catalogue_goes_out_as_files_and_a_change_of_them_comes_back_into_force()
    {
        using var workspace = new Workspace();
        var folder = workspace.PathOf("exported");

        var exported = await RunAsync("export", folder);
        var unchanged = await RunAsync("import", folder, "--dry-run");
        var file = Path.Combine(folder, Promotion);
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("\"en\": \"Promotion", "\"en\": \"The promotion", StringComparison.Ordinal));
        var planned = await RunAsync("import", folder, "--as", "submitted", "--dry-run");
        var imported = await RunAsync("import", folder, "--as", "submitted", "--reason", "a better title");
        var scheduled = await RunAsync("publish", folder, "--effective-from", "2999-01-01", "--dry-run");
        var published = await RunAsync("publish", folder, "--reason", "a better title");
        var asJson = await RunAsync("publish", folder, "--dry-run", "--format", "json");

        Assert.Equal((0, ""), (exported.ExitCode, exported.Error));
        Assert.All(
            unchanged.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).SkipLast(1),
            l => Assert.EndsWith(": unchanged; in force since 2020-01-01, as it shipped with the service", l, StringComparison.Ordinal));
        Assert.Contains("policies/yearly-review-promotion version 2: update, submitted; waits for approval by somebody who did not write it\n", planned.Output, StringComparison.Ordinal);
        Assert.EndsWith("nothing was written (--dry-run)\n", planned.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (imported.ExitCode, imported.Error));
        Assert.Equal((0, ""), (published.ExitCode, published.Error));
        Assert.Contains(
            "policies/yearly-review-promotion version 2: unchanged, published; comes into force on 2999-01-01, approved by nobody else (singlePerson)\n", scheduled.Output, StringComparison.Ordinal);
        Assert.Matches(
            "policies/yearly-review-promotion version 2: unchanged, published; in force since 2[0-9]{3}-[0-9]{2}-[0-9]{2}, approved by nobody else \\(singlePerson\\)\n", published.Output);
        var review = Assert.Single(JsonNode.Parse(asJson.Output)!["documents"]!.AsArray(), d => (string)d!["document"]! == "policies/yearly-review-promotion")!;
        Assert.Equal(("published", true, "singlePerson"), ((string)review["status"]!, (bool)review["inForce"]!, (string)review["standing"]!));
    }

    [Fact]
    public async Task A_document_named_catalog_is_imported_beside_the_manifest_of_an_export()
    {
        using var workspace = new Workspace();
        var folder = workspace.PathOf("exported");
        Assert.Equal(0, (await RunAsync("export", folder)).ExitCode);
        var text = (await File.ReadAllTextAsync(Path.Combine(folder, Promotion))).Replace("\"id\": \"yearly-review-promotion\"", "\"id\": \"catalog\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "policies", "catalog.json"), text);

        var planned = await RunAsync("import", folder, "--dry-run");

        Assert.Equal((0, ""), (planned.ExitCode, planned.Error));
        Assert.Contains("policies/catalog version 1: create", planned.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stored_answers_are_asked_again()
    {
        using var client = service.ClientOf(await File.ReadAllTextAsync(service.KeyFile));
        using var facts = new StringContent((await File.ReadAllLinesAsync(Path.Combine(Cli.Home, "samples", "yearly-review.ndjson")))[0], new MediaTypeHeaderValue("application/json"));
        (await client.PostAsync("/v1/policies/yearly-review-promotion/decisions", facts)).EnsureSuccessStatusCode();

        var ran = await RunAsync("verify");
        var asJson = await RunAsync("verify", "--format", "json");

        Assert.Equal((0, ""), (ran.ExitCode, ran.Error));
        Assert.Equal("1 decisions asked again, 0 differ\n0 appraisals asked again, 0 differ\n", ran.Output);
        Assert.Equal(1, (long)JsonNode.Parse(asJson.Output)!["decisions"]!["checked"]!);
    }

    [Fact]
    public async Task What_the_service_refuses_is_told_with_its_code()
    {
        using var workspace = new Workspace();
        workspace.Replace("policies/promotion-eligibility/kam-promotion.json", "manager.tenureMonths >=", "manager.tenureMonth >=");

        var ran = await RunAsync("import", workspace.PathOf("policies"));

        Assert.Equal(1, ran.ExitCode);
        Assert.Contains("policy: 422 ", ran.Error, StringComparison.Ordinal);
        Assert.Contains("unknown-field: `tenureMonth` is not a field of `manager`", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_reads_JSON_of_every_command_that_asks_a_service()
    {
        using var workspace = new Workspace();
        workspace.Replace("policies/promotion-eligibility/kam-promotion.json", "manager.tenureMonths >=", "manager.tenureMonth >=");

        var exported = await RunAsync("export", workspace.PathOf("exported"), "--format", "json");
        var planned = await RunAsync("import", workspace.PathOf("exported"), "--dry-run", "--format", "json");
        var refused = await RunAsync("import", workspace.PathOf("policies"), "--format", "json");

        Assert.Contains(Promotion, JsonNode.Parse(exported.Output)!["files"]!.AsArray().Select(f => (string)f!));
        Assert.Equal("unchanged", (string)JsonNode.Parse(planned.Output)!["documents"]![0]!["action"]!);
        Assert.Equal((1, "unknown-field"), (refused.ExitCode, (string)JsonNode.Parse(refused.Output)!["errors"]![0]!["code"]!));
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_told_in_a_line()
    {
        var ran = await Cli.RunAsync("verify", "--url", "http://127.0.0.1:9", "--key-file", service.KeyFile);

        Assert.Equal(3, ran.ExitCode);
        Assert.StartsWith("policy: ", ran.Error, StringComparison.Ordinal);
        Assert.Equal(1, ran.Error.Count(c => c == '\n'));
    }

    private Task<Ran> RunAsync(params string[] args) => Cli.RunAsync([.. args, "--url", service.Url, "--key-file", service.KeyFile]);
}
