using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyApi.Tests.Http;

/// <summary>Decisions and appraisals: one, many, stored, reported.</summary>
[Collection(SharedService.Name)]
public sealed class AnswerTests(RunningService service)
{
    private const string Decisions = "/v1/policies/yearly-review-promotion/decisions";
    private const string Appraisals = "/v1/schemes/kam-annual/appraisals";
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task An_answer_is_stored_with_its_facts_under_its_hash()
    {
        const string facts = """{ "employee_id": "246E-3383", "kpis_met": 1.0, "unknown": 1.50e1 }""";

        var answer = await service.PostAsync(Decisions, facts);
        var stored = await service.GetAsync(answer.Header("Location")!);
        var again = await service.GetAsync(answer.Header("Location")!);

        Assert.Equal((200, "246E-3383"), (answer.Status, (string?)answer.Json["subject"]));
        Assert.Equal("/unknown", (string?)answer.Json["ignored"]![0]);
        Assert.Equal(answer.Header("ETag"), stored.Header("ETag"));
        Assert.Equal(answer.Header("ETag"), $"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stored.Body)))}\"");
        Assert.Equal(answer.Body[..^1] + ""","facts":{"employee_id":"246E-3383","kpis_met":1.0,"unknown":1.50e1}}""", stored.Body);
        Assert.Equal(stored.Body, again.Body);
    }

    [Theory]
    [InlineData("""{"employee_id":"1","avg_training_score":"x","kpis_met":7}""", 422, "facts-invalid", "wrong-type /avg_training_score, out-of-range /kpis_met")]
    [InlineData("""{}""", 422, "facts-invalid", "required /employee_id")]
    [InlineData("""{"employee_id":1}""", 422, "facts-invalid", "wrong-type /employee_id")]
    [InlineData("""{"employee_id":""", 400, "malformed-json", "malformed-json /employee_id")]
    [InlineData("", 400, "empty-body", "")]
    public async Task Facts_that_do_not_fit_are_refused_with_every_fault(string facts, int status, string code, string errors)
    {
        var answer = await service.PostAsync(Decisions, facts);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(errors, string.Join(", ", (answer.Json["errors"]?.AsArray() ?? []).Select(e => $"{e!["code"]} {e["pointer"]}")));
    }

    [Fact]
    public async Task Facts_over_the_limit_are_refused()
    {
        var answer = await service.PostAsync(Decisions, "{}" + new string(' ', 262_144));

        Assert.Equal((413, "body-too-large"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Facts_are_json_or_lines_of_json()
    {
        var answer = await service.PostAsync(Decisions, "employee_id=1", "application/x-www-form-urlencoded");

        Assert.Equal((415, "unsupported-media-type"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Of_many_lines_each_is_answered_in_order_and_a_bad_one_does_not_stop_the_rest()
    {
        var tooLong = $$"""{"employee_id":"3","department":"{{new string('x', 262_144)}}"}""";
        var body = $$"""
            {"employee_id":"1","kpis_met":1,"avg_training_score":70,"previous_year_rating":4}

            {"employee_id":"2"
            {{tooLong}}
            {"employee_id":4}
            {"employee_id":"5","kpis_met":1,"avg_training_score":70}
            """;

        var answer = await service.PostAsync(Decisions, body, Ndjson);

        Assert.Equal((200, Ndjson), (answer.Status, answer.MediaType));
        var lines = answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();
        Assert.Equal(
            ["1 met", "line 3 malformed-json", "line 4 body-too-large", "line 5 facts-invalid", "5 undetermined"],
            lines.Select(l => l["error"] is { } error ? $"line {l["line"]} {error["code"]}" : $"{l["subject"]} {l["outcome"]}"),
            StringComparer.Ordinal);
        Assert.Equal("employee.previous_year_rating", (string?)lines[^1]["missing"]![0]);
        Assert.Equal(200, (await service.GetAsync($"/v1/decisions/{lines[^1]["id"]}")).Status);
    }

    [Fact]
    public async Task A_stream_without_a_line_is_refused()
    {
        var answer = await service.PostAsync(Decisions, "\n\n", Ndjson);

        Assert.Equal((400, "application/problem+json", "empty-body"), (answer.Status, answer.MediaType, answer.Code));
    }

    [Fact]
    public async Task A_line_is_answered_before_the_next_is_sent()
    {
        await using var duplex = await DuplexRequest.OpenAsync(service, Decisions);

        foreach (var id in new[] { "first", "second" })
        {
            await duplex.SendAsync($$"""{"employee_id":"{{id}}"}""" + "\n");
            Assert.Equal(id, (string?)JsonNode.Parse(await duplex.ReceiveLineAsync())!["subject"]);
        }
    }

    [Fact]
    public async Task Every_sample_manager_gets_the_appraisal_worked_out_apart_from_the_program()
    {
        var cases = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Texts.Home, "tests", "cases", "sample-managers.json")))!["expected"]!.AsObject();

        foreach (var (file, expected) in cases)
        {
            var answer = await service.PostAsync(Appraisals, Texts.Manager(Path.GetFileNameWithoutExtension(file)));

            Assert.True(answer.Status == 200, answer.Body);
            Assert.Equal($"{file} {Expected(expected!)}", $"{file} {Published(answer.Json)}");
        }
    }

    private static string Expected(JsonNode expected) => string.Join(
        ' ',
        Number(expected["kpi"]), Number(expected["feedback360"]), Number(expected["goals"]), Number(expected["composite"]), expected["grade"] ?? "–",
        Number(expected["bonus"]), Number(expected["balance"]), expected["promotion"], Names(expected["training"]!.AsArray()), Names(expected["rewards"]!.AsArray()));

    private static string Published(JsonNode appraisal)
    {
        var scores = appraisal["scores"]!;
        return string.Join(
            ' ',
            Number(scores["kpi"]!["score"]), Number(scores["feedback360"]!["score"]), Number(scores["goals"]!["score"]), Number(scores["composite"]), scores["grade"] ?? "–",
            Number(Rule(appraisal, "BONUS_AMOUNT")["output"]), Number(Rule(appraisal, "BALANCE")["output"]), appraisal["promotion"]!["outcome"],
            Names(Met(appraisal["training"]!)), Names(Met(appraisal["reward"]!, "reward")));
    }

    private static JsonNode Rule(JsonNode appraisal, string name) =>
        appraisal["reward"]!["rules"]!.AsArray().Single(r => string.Equals((string?)r!["name"], name, StringComparison.Ordinal))!;

    private static IEnumerable<JsonNode?> Met(JsonNode policy, string? category = null) => policy["rules"]!.AsArray()
        .Where(r => (string?)r!["outcome"] == "met" && (category is null || (string?)r["category"] == category))
        .Select(r => r!["name"]);

    private static string Names(IEnumerable<JsonNode?> names) => $"[{string.Join(' ', names)}]";

    /// <summary>Returns a text or number as a decimal without trailing zeros.</summary>
    private static string Number(JsonNode? node) => node is null
        ? "–"
        : decimal.Parse(node.ToString(), CultureInfo.InvariantCulture).ToString("0.############", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("en", "Composite")]
    [InlineData("zh-CN", "综合")]
    public async Task The_report_is_a_page_of_the_stored_appraisal(string language, string word)
    {
        var appraisal = await service.PostAsync(Appraisals, Texts.Manager("km-010"));

        var report = await service.GetAsync($"{appraisal.Header("Location")}/report?lang={language}");

        Assert.Equal((200, "text/html", language), (report.Status, report.MediaType, report.Header("Content-Language")));
        Assert.Contains(word, report.Body, StringComparison.Ordinal);
        Assert.Contains(appraisal.Header("ETag")!.Trim('"'), report.Body, StringComparison.Ordinal);
        Assert.Contains(((decimal)appraisal.Json["scores"]!["composite"]!).ToString("0.00", CultureInfo.InvariantCulture), report.Body, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", report.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", report.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", report.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_come_out_without_trailing_zeros()
    {
        var answer = await service.PostAsync(Appraisals, Texts.Manager("km-002"));

        Assert.Contains("\"composite\":90,", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch(@":-?\d+\.\d*0[,}\]]", answer.Body);
    }
}
