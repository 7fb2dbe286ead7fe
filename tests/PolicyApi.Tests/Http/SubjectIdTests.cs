using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Catalog;
using PolicyApi.Decisions;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;

namespace PolicyApi.Tests.Http;

/// <summary>Facts about a person whose id cannot be seen are refused on every way in; answers that were stored with such ids before stay whole.</summary>
[Collection(SharedService.Name)]
public sealed class SubjectIdTests(RunningService service)
{
    private const string Policy = "yearly-review-promotion";
    private const string Ndjson = "application/x-ndjson";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("  ")]
    [InlineData("E-1 ")]
    [InlineData("E-1\u202e")]
    public async Task A_single_request_is_refused_at_the_place_of_the_id(string id)
    {
        var answer = await service.PostAsync($"/v1/policies/{Policy}/decisions", Facts(id));

        Assert.Equal((422, "facts-invalid", "subject-id /employee_id 1:16"), (answer.Status, answer.Code, Fault(answer.Json)));
        Assert.DoesNotContain("E-1", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_id_is_told_beside_the_others()
    {
        var answer = await service.PostAsync($"/v1/policies/{Policy}/decisions", """{"avg_training_score":"x","employee_id":" ","kpis_met":7}""");

        Assert.Equal(["/avg_training_score", "/employee_id", "/kpis_met"], answer.Json["errors"]!.AsArray().Select(e => (string?)e!["pointer"]));
    }

    [Fact]
    public async Task A_line_of_a_stream_is_refused_and_the_others_are_answered()
    {
        var answer = await service.PostAsync($"/v1/policies/{Policy}/decisions", $"{Facts("E-1")}\n{Facts("\u200b")}\n{Facts("E-2")}", Ndjson);

        var lines = Lines(answer);
        Assert.Equal(["E-1", null, "E-2"], lines.Select(l => (string?)l["subject"]));
        Assert.Equal("subject-id /employee_id 1:16", Fault(lines[1]["error"]!));
    }

    [Fact]
    public async Task A_line_of_a_job_is_refused()
    {
        var facts = JsonNode.Parse(Texts.Manager("km-016"))!;
        facts["managerId"] = "KM-016\t7";
        var path = (await service.PostAsync("/v1/schemes/kam-annual/jobs", facts.ToJsonString(), Ndjson)).Header("Location")!;

        var line = Assert.Single(Lines(await ResultAsync(path)));

        Assert.StartsWith("subject-id /managerId ", Fault(line["error"]!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_a_posted_cohort_is_refused()
    {
        var answer = await service.PostAsync($"/v1/policies/{Policy}/versions/1/impact?against=1", $"{Facts("E-1")}\n{Facts(" ")}", Ndjson);

        var refused = Assert.Single(Lines(answer), l => l["error"] is not null);
        Assert.Equal((2, "subject-id /employee_id 1:16"), ((int)refused["line"]!, Fault(refused["error"]!)));
    }

    [Fact]
    public async Task A_test_of_a_policy_is_refused_when_it_is_saved()
    {
        var policy = JsonNode.Parse(Texts.PolicyText(Texts.NewId()))!;
        policy["tests"] = JsonNode.Parse("""{"cases":[{"name":"one","facts":{"employee_id":" ","avg_training_score":80},"expect":{"outcome":"met"}}]}""");

        var answer = await service.PostAsync("/v1/policies", policy.ToJsonString());

        Assert.Equal((422, "document-invalid"), (answer.Status, answer.Code));
        Assert.Contains(answer.Json["errors"]!.AsArray(), e => (string?)e!["code"] == "subject-id" && ((string)e["pointer"]!).EndsWith("/facts/employee_id", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(" \t ")]
    [InlineData("Old\n\u202eOne")]
    public async Task An_answer_stored_with_such_an_id_can_be_read_verified_listed_compared_and_erased(string id)
    {
        var path = await StoredBeforeAsync(id);

        var read = await service.GetAsync(path);
        Assert.Equal((200, id), (read.Status, (string?)read.Json["subject"]));
        Assert.Equal("same", (string?)(await service.GetAsync(path + "/verify")).Json["result"]);
        Assert.Contains((await service.GetAsync($"/v1/decisions?subject={Uri.EscapeDataString(id)}")).Json["items"]!.AsArray(), i => path.EndsWith((string)i!["id"]!, StringComparison.Ordinal));
        var compared = Lines(await service.PostAsync($"/v1/policies/{Policy}/versions/1/impact/stored?against=1", ""));
        Assert.DoesNotContain(compared, l => l["error"] is not null);

        var erased = await service.PostAsync("/v1/subjects:erase", JsonSerializer.Serialize(new { subject = id, reason = "a test" }));

        Assert.Equal(200, erased.Status);
        Assert.Equal(410, (await service.GetAsync(path)).Status);
    }

    // As the service did when it took any id.
    private async Task<string> StoredBeforeAsync(string id)
    {
        var set = await service.Services.GetRequiredService<PolicyCatalog>().GetCurrentSetAsync(CancellationToken.None);
        var facts = Encoding.UTF8.GetBytes(Facts(id));
        var answered = Decide.AnswerAgain(
            set.Set.FindPolicy(Policy)!, new RulesAt(set, set.AsOf, set.Known!.At, set.Known.Sequence), AnswerStamp.New("dec", DateTimeOffset.UtcNow), facts, new ArrayBufferWriter<byte>());
        var record = answered.ToRecord(facts);
        await service.Services.GetRequiredService<AnswerLog>().WriteAsync(record, LogMode.Durable);
        return "/v1/decisions/" + record.Id;
    }

    private async Task<Answer> ResultAsync(string job)
    {
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(20))
        {
            if ((string?)(await service.GetAsync(job)).Json["status"] == "done")
                return await service.GetAsync(job + "/result");
        }

        throw new TimeoutException("the job does not end");
    }

    private static string Facts(string id) => JsonSerializer.Serialize(new { employee_id = id });

    private static string Fault(JsonNode problem) => string.Join(", ", problem["errors"]!.AsArray().Select(e => $"{e!["code"]} {e["pointer"]} {e["line"]}:{e["column"]}"));

    private static List<JsonNode> Lines(Answer answer) => [.. answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
}
