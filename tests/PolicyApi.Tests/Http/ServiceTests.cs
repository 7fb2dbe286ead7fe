using PolicyApi.Platform.Settings;

namespace PolicyApi.Tests.Http;

/// <summary>Properties of the service as a whole.</summary>
[Collection(SharedService.Name)]
public sealed class ServiceTests(RunningService service)
{
    [Theory]
    [InlineData("GET", "/nope", 404, "route-unknown")]
    [InlineData("GET", "/v1/policies/nope", 404, "not-found")]
    [InlineData("GET", "/v1/policies/kam-promotion/versions/99", 404, "not-found")]
    [InlineData("GET", "/v1/decisions/nope", 404, "not-found")]
    [InlineData("GET", "/v1/appraisals/nope/report", 404, "not-found")]
    [InlineData("GET", "/v1/appraisals/nope/report?lang=fr", 400, "parameter-invalid")]
    [InlineData("GET", "/v1/policies/kam-promotion/in-force?asOf=yesterday", 400, "parameter-invalid")]
    [InlineData("GET", "/v1/policies/kam-promotion/in-force?knownAt=2999-01-01T00:00:00Z", 400, "parameter-invalid")]
    [InlineData("GET", "/v1/policies?pageSize=0", 400, "parameter-invalid")]
    [InlineData("GET", "/v1/policies/kam-promotion/in-force?as_of=2026-01-01", 400, "parameter-unknown")]
    [InlineData("POST", "/v1/policies/kam-promotion/decisions?asof=2026-01-01&knownat=2026-01-01T00:00:00Z&versoin=1", 400, "parameter-unknown")]
    [InlineData("GET", "/v1/me?verbose=1", 400, "parameter-unknown")]
    [InlineData("GET", "/livez?now", 400, "parameter-unknown")]
    [InlineData("DELETE", "/v1/policies", 405, "method-not-allowed")]
    public async Task A_refusal_is_a_problem_with_a_code(string method, string path, int status, string code)
    {
        var answer = await service.SendAsync(new HttpMethod(method), path);

        Assert.Equal((status, "application/problem+json", code), (answer.Status, answer.MediaType, answer.Code));
        Assert.Equal(status, (int)answer.Json["status"]!);
        Assert.DoesNotContain("System.", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_parameter_that_cannot_be_read_is_named_with_what_was_sent()
    {
        var answer = await service.GetAsync("/v1/policies?asOf=yesterday&knownAt=noon&inForce=perhaps&pageSize=ten&text=2026");

        Assert.Equal((400, "parameter-invalid"), (answer.Status, answer.Code));
        Assert.Equal(
            ["asOf yesterday", "inForce perhaps", "knownAt noon", "pageSize ten"],
            answer.Json["errors"]!.AsArray().Select(e => $"{e!["pointer"]} {e["message"]!.ToString().Split('`')[1]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("asOf=2027-02-29", "`2027-02-29` cannot be read as `asOf`; it is a day of the calendar, such as `2026-12-31`.")]
    [InlineData("asOf=2026-1-1", "a day of the calendar, such as `2026-12-31`")]
    [InlineData("knownAt=2026-01-01T08:00:00+08:00", "(in an address `+08:00` is sent as `%2B08:00`)")]
    [InlineData("inForce=yes", "it is `true` or `false`")]
    [InlineData("pageSize=1e2", "it is a whole number, such as `20`")]
    public async Task How_a_parameter_is_written_is_told_where_it_cannot_be_read(string query, string form)
    {
        var answer = await service.GetAsync("/v1/policies?" + query);

        Assert.Contains(form, (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/v1/policies")]
    [InlineData("/v1/policies/kam-promotion/versions/1")]
    [InlineData("/v1/policies/nope")]
    public async Task HEAD_is_answered_as_GET_is_without_the_body(string path)
    {
        var get = await service.GetAsync(path);

        var head = await service.SendAsync(HttpMethod.Head, path);

        Assert.Equal((get.Status, get.MediaType, get.Header("ETag")), (head.Status, head.MediaType, head.Header("ETag")));
        Assert.Empty(head.Body);
    }

    [Fact]
    public async Task HEAD_gives_nobody_more_rights_than_GET()
    {
        using var stranger = new HttpClient { BaseAddress = service.Address };

        Assert.Equal(401, (await service.SendAsync(HttpMethod.Head, "/v1/policies", client: stranger)).Status);
        Assert.Equal(200, (await service.SendAsync(HttpMethod.Head, "/livez", client: stranger)).Status);
        Assert.Equal(405, (await service.SendAsync(HttpMethod.Head, "/v1/policies:validate")).Status);
    }

    [Theory]
    [InlineData("asOf=2026-01-01&knownAt=2026-01-01T08:00:00%2B08:00")]
    [InlineData("knownAt=2026-01-01T08:00")]
    [InlineData("knownAt=2026-01-01T08:00:00.1234567Z")]
    [InlineData("inForce=TRUE&pageSize=%205")]
    public async Task What_the_endpoint_can_read_is_let_through(string query) => Assert.Equal(200, (await service.GetAsync("/v1/policies?" + query)).Status);

    [Theory]
    [InlineData("asOf=1&asOf=2", "asOf")] // joined by a comma, the framework would read it as the second of January
    [InlineData("asOf=2026-01-01&asOf=2026-01-01", "asOf")]
    [InlineData("asOf=04/05/2026", "asOf")]
    [InlineData("asOf=1/2", "asOf")]
    [InlineData("knownAt=10:00", "knownAt")]
    [InlineData("knownAt=2026-01-01T08:00:00+08:00", "knownAt")] // an unescaped `+` is a space
    [InlineData("asOf=", "asOf")]
    [InlineData("inForce", "inForce")]
    [InlineData("text=a&text=b&kind=", "kind", "text")]
    [InlineData("bogus=1&=2&pageSize=x&status=draft&status=draft&asOf", "", "asOf", "bogus", "pageSize", "status")]
    public async Task What_could_be_taken_for_something_else_is_refused_all_of_it_at_once(string query, params string[] named)
    {
        var answer = await service.GetAsync("/v1/policies?" + query);

        Assert.Equal(400, answer.Status);
        Assert.Equal(named, answer.Json["errors"]!.AsArray().Select(e => (string?)e!["pointer"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_parameter_that_is_a_list_may_be_given_several_times()
    {
        var answer = await service.SendAsync(
            HttpMethod.Post, "/v1/schemes/kam-annual/appraisals?instead=policies/kam-promotion@1&instead=policies/kam-rewards@1", "{}");

        Assert.Equal("facts-invalid", answer.Code);
    }

    [Fact]
    public async Task A_dry_run_without_a_value_is_no_import()
    {
        var answer = await service.SendAsync(HttpMethod.Post, "/v1/catalog/import?dryRun", "{}");

        Assert.Equal((400, "parameter-invalid"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_parameter_that_is_not_known_is_refused_with_those_that_are()
    {
        var answer = await service.SendAsync(HttpMethod.Post, "/v1/policies/kam-promotion/decisions?as_of=2026-01-01", "{}");

        Assert.Contains("`as_of` is not known here (did you mean `asOf`?); this path has `asOf`, `knownAt`, `version`", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_probes_answer_when_the_store_is_open()
    {
        Assert.Equal(200, (await service.GetAsync("/livez")).Status);
        Assert.Equal(200, (await service.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task The_service_does_not_name_its_software()
    {
        var answer = await service.GetAsync("/livez");

        Assert.Null(answer.Header("Server"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Swagger_is_served()
    {
        var page = await service.GetAsync("/swagger/index.html");

        Assert.Equal((200, "text/html"), (page.Status, page.MediaType));
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_restart()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        var id = Texts.NewId();
        await own.PostAsync("/v1/policies", Texts.PolicyText(id));
        await own.PostAsync($"/v1/policies/{id}/versions/1/publish", "");
        var answer = await own.PostAsync($"/v1/policies/{id}/decisions", """{"employee_id":"1","avg_training_score":70}""");
        var before = await own.GetAsync(answer.Header("Location")!);

        await own.RestartAsync();

        var after = await own.GetAsync(answer.Header("Location")!);
        Assert.Equal((200, before.Body, before.Header("ETag")), (after.Status, after.Body, after.Header("ETag")));
        Assert.Equal(1, (int)(await own.GetAsync($"/v1/policies/{id}")).Json["inForce"]!);
        await own.DisposeAsync();
    }

    [Fact]
    public async Task Lowered_limits_judge_what_is_sent_and_leave_what_was_accepted()
    {
        var own = new RunningService();
        await own.InitializeAsync();
        const string Deep = "(((((employee.avg_training_score >= parameters.least)))))";
        var (published, draft) = (Texts.NewId(), Texts.NewId());
        await own.PostAsync("/v1/policies", Texts.PolicyText(published, Deep));
        await own.PostAsync($"/v1/policies/{published}/versions/1/publish", "");
        await own.PostAsync("/v1/policies", Texts.PolicyText(draft, Deep));
        var answer = await own.PostAsync($"/v1/policies/{published}/decisions", """{"employee_id":"1","avg_training_score":70}""");

        await own.RestartAsync("--Limits:ExpressionDepth", "4");

        var refused = await own.PostAsync("/v1/policies", Texts.PolicyText(Texts.NewId(), Deep));
        var decided = await own.PostAsync($"/v1/policies/{published}/decisions", """{"employee_id":"1","avg_training_score":70}""");
        var verified = await own.GetAsync(answer.Header("Location") + "/verify");
        var late = await own.PostAsync($"/v1/policies/{draft}/versions/1/publish", "");
        Assert.Equal((422, "document-invalid"), (refused.Status, refused.Code));
        Assert.Contains("expression-too-deep", refused.Body, StringComparison.Ordinal);
        Assert.Equal((200, 200, 201), (decided.Status, verified.Status, late.Status));
        Assert.Equal("same", (string?)verified.Json["result"]);
        await own.DisposeAsync();
    }

    [Fact]
    public async Task A_setting_out_of_its_range_stops_the_start()
    {
        var own = new RunningService { Settings = ["--Limits:FactsBytes", "1"] };

        var refused = await Assert.ThrowsAsync<SettingsException>(own.InitializeAsync);

        Assert.Contains("FactsBytes", refused.Message, StringComparison.Ordinal);
    }
}
