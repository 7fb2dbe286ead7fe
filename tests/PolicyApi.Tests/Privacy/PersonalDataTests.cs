using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyApi.Tests.Access;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Privacy;

/// <summary>Which callers see personal data, and in what form.</summary>
public sealed class PersonalDataTests : IAsyncLifetime, IDisposable
{
    private const string Name = "沈若溪";
    private const string Superior = "贺铭远";
    private const string Salary = "264000";

    private readonly LogSink _log = new();
    private readonly RunningService _service;

    public PersonalDataTests() => _service = new RunningService
    {
        Replace = services => services.AddLogging(logging => logging.ClearProviders().AddProvider(_log).AddFilter<LogSink>(null, LogLevel.Trace)),
    };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("evaluator", true)]
    [InlineData("report-reader", true)]
    [InlineData("auditor", false)]
    public async Task A_role_sees_personal_data_in_an_appraisal_or_a_mask(string role, bool sees)
    {
        var (location, stored) = await AppraiseAsync();

        var read = await ReadAsync(location, role);

        Assert.Equal(sees ? Name : "***", (string?)read.Json["subject"]!["name"]);
        Assert.Equal(sees ? Name : "***", (string?)read.Json["facts"]!["name"]);
        Assert.Equal(sees, read.Body.Contains(Salary, StringComparison.Ordinal));
        Assert.Equal(sees, read.Body.Contains(Superior, StringComparison.Ordinal));
        Assert.Equal(sees, read.Json["facts"]!["ratings"] is not null);
        Assert.Equal(sees, read.Header("ETag") == stored.Header("ETag"));
    }

    [Fact]
    public async Task A_masked_answer_says_what_is_masked()
    {
        var (location, _) = await AppraiseAsync();

        var read = await ReadAsync(location, "auditor");

        var masked = read.Json["masked"]!;
        Assert.False((bool)masked["replayable"]!);
        Assert.Equal($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(read.Body)))}\"", read.Header("ETag"));
        var pointers = masked["pointers"]!.AsArray().Select(p => (string)p!).ToList();
        Assert.Superset(new HashSet<string> { "/facts/name", "/facts/superiorName", "/facts/baseSalary", "/facts/ratings", "/facts/disciplinary12m", "/subject/name" }, pointers.ToHashSet());
        Assert.Equal((string?)read.Json["id"], location.Split('/')[^1]);
        Assert.NotNull(read.Json["scores"]!["composite"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/verify")]
    [InlineData("/report?lang=en&detail=full")]
    public async Task Nobody_can_try_out_masked_values_against_the_hash_of_the_whole_record(string of)
    {
        var (location, stored) = await AppraiseAsync();
        var hash = stored.Header("ETag")!.Trim('"');

        var whole = await ReadAsync(location + of, "evaluator");
        var masked = await ReadAsync(location + of, "auditor");

        Assert.Equal((200, 200), (whole.Status, masked.Status));
        Assert.Contains(hash, whole.Body + whole.Header("ETag"), StringComparison.Ordinal);
        Assert.DoesNotContain(hash, masked.Body + masked.Header("ETag"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_decisions_does_not_tell_the_hashes_of_records_that_are_masked()
    {
        var stored = await _service.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-hash","gender":"f","age":33}""");

        var list = await ReadAsync("/v1/decisions?subject=E-hash", "auditor");
        var read = await ReadAsync(stored.Header("Location")!, "auditor");

        Assert.Equal(read.Header("ETag"), $"\"{list.Json["items"]!.AsArray().Single()!["sha256"]}\"");
        Assert.NotEqual(stored.Header("ETag"), read.Header("ETag"));
    }

    [Fact]
    public async Task A_rule_that_read_something_personal_does_not_tell_it()
    {
        var (location, _) = await AppraiseAsync();

        var read = await ReadAsync(location, "auditor");

        var rule = Rules(read.Json["promotion"]!).Single(r => r["values"]!.AsArray().Any(v => (string?)v!["path"] == "manager.disciplinary12m"));
        Assert.Equal("***", (string?)rule["reason"]!["en"]);
        Assert.Equal("***", (string?)rule["reason"]!["zh-CN"]);
        Assert.Null(rule["values"]!.AsArray().Single(v => (string?)v!["path"] == "manager.disciplinary12m")!["value"]);
        Assert.NotNull(rule["outcome"]);
        Assert.Contains(Rules(read.Json["promotion"]!), r => (string?)r["reason"]!["en"] is { } reason && reason != "***");
    }

    [Fact]
    public async Task A_manager_does_not_find_out_who_gave_which_rating()
    {
        var (location, _) = await AppraiseAsync();
        var command = new JsonObject { ["name"] = "shen", ["roles"] = new JsonArray("own-report-reader"), ["manager"] = "KM-001" };
        using var own = _service.ClientOf((string)(await _service.IssueAsync(command)).Json["text"]!);

        var read = await _service.SendAsync(HttpMethod.Get, location, client: own);

        Assert.Equal((200, Name), (read.Status, (string?)read.Json["subject"]!["name"]));
        Assert.Contains(Salary, read.Body, StringComparison.Ordinal);
        Assert.Null(read.Json["facts"]!["ratings"]);
        Assert.DoesNotContain("raterRef", read.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_model_does_not_know_is_masked_as_well()
    {
        var facts = JsonNode.Parse(Texts.Manager("km-001"))!.AsObject();
        facts["privatePhone"] = "13900000000";
        facts["skills"]!["note"] = new JsonObject { ["diagnosis"] = "confidential" };
        var location = (await _service.PostAsync("/v1/schemes/kam-annual/appraisals", facts.ToJsonString())).Header("Location")!;

        var read = await ReadAsync(location, "auditor");

        Assert.DoesNotContain("13900000000", read.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("confidential", read.Body, StringComparison.Ordinal);
        Assert.NotNull(read.Json["facts"]!["skills"]!["negotiation"]);
    }

    [Fact]
    public async Task A_decision_is_masked_like_an_appraisal_and_a_reason_that_shows_a_personal_field_with_it()
    {
        var id = Texts.NewId();
        var policy = Texts.Policy("promotion-eligibility", "kam-promotion").AsObject();
        policy["id"] = id;
        policy["workflow"] = JsonNode.Parse("""
            {
              "WorkflowName": "TheId",
              "Rules": [{
                "RuleName": "Tenure", "Expression": "manager.tenureMonths >= 1",
                "Properties": { "reason": {
                  "met": { "en": "$(manager.name) has served long enough", "zh-CN": "$(manager.name) 符合" },
                  "notMet": { "en": "no", "zh-CN": "否" }
                } }
              }]
            }
            """.Replace("TheId", id, StringComparison.Ordinal));
        policy.Remove("reads");
        policy.Remove("tests");
        policy["parameters"] = new JsonObject();
        var saved = await _service.PostAsync("/v1/policies", policy.ToJsonString());
        Assert.True(saved.Status == 201, saved.Body);
        var decided = await _service.PostAsync($"/v1/policies/{id}/decisions?version=1", Texts.Manager("km-001"));
        Assert.True(decided.Status == 200, decided.Body);
        Assert.Contains(Name + " has served", decided.Body, StringComparison.Ordinal);

        var read = await ReadAsync(decided.Header("Location")!, "auditor");

        Assert.DoesNotContain(Name, read.Body, StringComparison.Ordinal);
        Assert.Equal("***", (string?)read.Json["rules"]![0]!["reason"]!["en"]);
        Assert.Equal("KM-001", (string?)read.Json["subject"]);
    }

    [Fact]
    public async Task Reports_links_previews_tables_and_lists_show_no_more_than_the_answer_does()
    {
        var (location, _) = await AppraiseAsync();
        using var auditor = _service.ClientOf(await _service.NewKeyAsync("auditor", "auditor"));
        using var reader = _service.ClientOf(await _service.NewKeyAsync("reader", "report-reader"));
        using var nobody = _service.ClientOf(string.Empty);
        string[] paths =
        [
            $"{location}/report?lang=zh-CN&detail=full", "/v1/schemes/kam-annual/appraisals?format=csv", "/v1/schemes/kam-annual/appraisals?format=html&lang=zh-CN", "/v1/appraisals",
        ];

        foreach (var path in paths)
        {
            var (seen, masked) = (await _service.SendAsync(HttpMethod.Get, path, client: reader), await _service.SendAsync(HttpMethod.Get, path, client: auditor));
            Assert.Equal((200, 200), (seen.Status, masked.Status));
            Assert.Contains(Name, seen.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(Name, masked.Body, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Name, await SheetAsync(auditor), StringComparison.Ordinal);
        Assert.Contains(Name, await SheetAsync(reader), StringComparison.Ordinal);
        var link = (string)(await _service.SendAsync(HttpMethod.Post, $"{location}/report-links?lang=zh-CN", "", client: auditor)).Json["url"]!;
        Assert.DoesNotContain(Name, (await _service.SendAsync(HttpMethod.Get, link, client: nobody)).Body, StringComparison.Ordinal);
        var preview = await _service.SendAsync(HttpMethod.Post, $"/v1/templates/kam-appraisal/versions/1/preview?lang=zh-CN&appraisal={location.Split('/')[^1]}", "", client: auditor);
        Assert.Equal(200, preview.Status);
        Assert.DoesNotContain(Name, preview.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_published_later_holds_for_older_answers_too()
    {
        var (location, _) = await AppraiseAsync();
        using var auditor = _service.ClientOf(await _service.NewKeyAsync("auditor", "auditor"));
        var before = await _service.SendAsync(HttpMethod.Get, location, client: auditor);
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Texts.Home, "policies", "models", "key-account-manager.json")))!;
        model["schema"]!["properties"]!["department"]!["personal"] = true;

        var saved = await _service.PostAsync("/v1/models/key-account-manager/versions", model.ToJsonString());
        Assert.Equal(201, (await _service.PostAsync($"/v1/models/key-account-manager/versions/{saved.Json["version"]}/publish", "{}")).Status);
        var after = await _service.SendAsync(HttpMethod.Get, location, client: auditor);

        Assert.Equal(("华东大客户部", "***"), ((string?)before.Json["facts"]!["department"], (string?)after.Json["facts"]!["department"]));
    }

    [Fact]
    public async Task Scores_do_not_tell_what_is_measured_by_a_personal_field_nor_goals_that_are_personal()
    {
        var (location, _) = await AppraiseAsync();
        var model = JsonNode.Parse(File.ReadAllText(Path.Combine(Texts.Home, "policies", "models", "key-account-manager.json")))!;
        model["schema"]!["properties"]!["months"]!["items"]!["properties"]!["keyAccounts"]!["properties"]!["actual"]!["personal"] = true;
        model["schema"]!["properties"]!["goals"]!["personal"] = true;
        var saved = await _service.PostAsync("/v1/models/key-account-manager/versions", model.ToJsonString());
        Assert.Equal(201, (await _service.PostAsync($"/v1/models/key-account-manager/versions/{saved.Json["version"]}/publish", "{}")).Status);

        var scores = (await ReadAsync(location, "auditor")).Json["scores"]!;

        foreach (var period in scores["kpi"]!["months"]!.AsArray().Append(scores["kpi"]!["year"]))
        {
            var indicators = period!["indicators"]!.AsArray().ToDictionary(i => (string)i!["id"]!, i => i!);
            Assert.All(new[] { "actual", "target", "ratio", "score", "contribution" }, member => Assert.Null(indicators["K1"][member]));
            Assert.NotNull(indicators["K4"]["actual"]);
        }

        Assert.All(scores["goals"]!["items"]!.AsArray(), g => Assert.Equal(("***", null, null), ((string?)g!["title"], g["weight"], g["progress"])));
        Assert.NotNull(scores["composite"]);
        Assert.Contains(Rules(new JsonObject { ["rules"] = scores["dimensions"]!.DeepClone() }), r => (string?)r["name"] == "D1" && r["output"] is null && (string?)r["reason"]!["en"] == "***");
        Assert.Contains(Rules(new JsonObject { ["rules"] = scores["dimensions"]!.DeepClone() }), r => r["output"] is not null);
        Assert.NotEmpty((await ReadAsync($"{location}/report?lang=en&detail=full", "auditor")).Body);
    }

    [Fact]
    public async Task Nothing_personal_reaches_the_log_at_any_level()
    {
        var (location, _) = await AppraiseAsync();
        await ReadAsync(location, "auditor");
        var wrong = JsonNode.Parse(Texts.Manager("km-001"))!.AsObject();
        wrong["year"] = Name;
        await _service.PostAsync("/v1/schemes/kam-annual/appraisals", wrong.ToJsonString());
        await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.OneLine(Texts.Manager("km-001")) + "\n{\"managerId\":\"" + Name + "\n", "application/x-ndjson");
        await _service.GetAsync($"{location}/report?lang=zh-CN");

        Assert.NotEmpty(_log.Text);
        foreach (var personal in new[] { Name, Superior, Salary })
            Assert.DoesNotContain(personal, _log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_a_job_keeps_repeats_nothing_of_what_was_sent()
    {
        var wrong = JsonNode.Parse(Texts.Manager("km-001"))!.AsObject();
        (wrong["level"], wrong["baseSalary"], wrong["year"]) = ("P-CANARY", -77410.5m, "CANARY");
        var made = await _service.PostAsync("/v1/schemes/kam-annual/jobs", $"{wrong.ToJsonString()}\n{{\"managerId\":\"KM-1\",\"name\":nCANARY}}\n", "application/x-ndjson");
        await Jobs.JobTests.EndedAsync(made.Header("Location")!, _service);

        var result = (await _service.GetAsync(made.Header("Location") + "/result")).Body;

        Assert.Equal(["facts-invalid", "malformed-json"], result.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => (string?)JsonNode.Parse(l)!["error"]!["code"]));
        Assert.Contains("/baseSalary", result, StringComparison.Ordinal);
        Assert.DoesNotMatch("CANARY|77410", result);
    }

    [Fact]
    public async Task A_manager_lists_the_own_appraisals_and_no_others()
    {
        await AppraiseAsync();
        await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-002"));
        await AppraiseAsync();
        var command = new JsonObject { ["name"] = "shen", ["roles"] = new JsonArray("own-report-reader"), ["manager"] = "KM-001" };
        using var own = _service.ClientOf((string)(await _service.IssueAsync(command)).Json["text"]!);

        var first = await _service.SendAsync(HttpMethod.Get, "/v1/appraisals?pageSize=1", client: own);
        var second = await _service.SendAsync(HttpMethod.Get, $"/v1/appraisals?pageSize=2&after={first.Json["next"]}", client: own);
        var others = await _service.SendAsync(HttpMethod.Get, "/v1/appraisals?subject=KM-002", client: own);

        Assert.Equal(("KM-001", Name, "kam-annual"), ((string?)first.Json["items"]![0]!["subject"], (string?)first.Json["items"]![0]!["name"], (string?)first.Json["items"]![0]!["scheme"]));
        Assert.Equal("KM-001", (string?)Assert.Single(second.Json["items"]!.AsArray())!["subject"]);
        Assert.Empty(others.Json["items"]!.AsArray());
        Assert.Equal("KM-002", (string?)Assert.Single((await _service.GetAsync("/v1/appraisals?subject=KM-002")).Json["items"]!.AsArray())!["subject"]);
    }

    private static IEnumerable<JsonNode> Rules(JsonNode part) =>
        part["rules"] is JsonArray rules ? rules.SelectMany(r => Rules(r!).Prepend(r!)) : [];

    private async Task<(string Location, Answer Stored)> AppraiseAsync()
    {
        var stored = await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"));
        Assert.Equal(200, stored.Status);
        return (stored.Header("Location")!, stored);
    }

    private async Task<Answer> ReadAsync(string location, string role)
    {
        using var client = _service.ClientOf(await _service.NewKeyAsync(role + Guid.NewGuid().ToString("n")[..6], role));
        var read = await _service.SendAsync(HttpMethod.Get, location, client: client);
        Assert.True(read.Status == 200, read.Body);
        return read;
    }

    private static async Task<string> SheetAsync(HttpClient client)
    {
        using var workbook = new ZipArchive(await client.GetStreamAsync("/v1/schemes/kam-annual/appraisals?format=xlsx"));
        using var text = new StreamReader(workbook.Entries.Single(e => e.FullName.Contains("sheet", StringComparison.OrdinalIgnoreCase) && e.Name.EndsWith(".xml", StringComparison.Ordinal) && e.FullName.Contains("worksheets", StringComparison.Ordinal)).Open());
        return await text.ReadToEndAsync();
    }
}
