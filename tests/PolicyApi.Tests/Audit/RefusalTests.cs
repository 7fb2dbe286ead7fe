using System.Text.Json.Nodes;
using FsCheck.Xunit;
using PolicyApi.Audit.Refusals;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Audit;

/// <summary>Refused attempts are noted in the audit log, and a flood of them adds few lines.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);
    private readonly RunningService _service = new();

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Who_is_not_let_in_may_not_or_asks_for_what_is_anothers_leaves_a_line()
    {
        using var nobody = _service.ClientOf(string.Empty);
        using var guesser = _service.ClientOf("ps_0123456789abcdef_" + new string('7', 64));
        using var author = _service.ClientOf(await _service.NewKeyAsync("author", "policy-author"));
        var command = new JsonObject { ["name"] = "shen", ["roles"] = new JsonArray("own-report-reader"), ["manager"] = "KM-001" };
        using var own = _service.ClientOf((string)(await _service.IssueAsync(command)).Json["text"]!);
        var other = (await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-002"))).Header("Location")!;

        await _service.SendAsync(HttpMethod.Get, "/v1/keys", client: nobody);
        await _service.SendAsync(HttpMethod.Get, "/v1/keys", client: guesser);
        await _service.SendAsync(HttpMethod.Post, "/v1/policies/kam-promotion/versions/1/publish", "{}", client: author);
        var hidden = await _service.SendAsync(HttpMethod.Get, other, client: own);
        var missing = await _service.SendAsync(HttpMethod.Get, "/v1/appraisals/apr_none", client: own);
        await _service.PostAsync("/v1/policies/kam-promotion/versions/99/publish", "{}");

        var lines = await RefusalsAsync(4);
        Assert.Equal(
            [
                ("key:author", "POST /v1/policies/{id}/versions/{version:int}/publish", "forbidden"), ("key:shen", "GET /v1/appraisals/{id}", "not-yours"),
                ("key:tests", "POST /v1/policies/{id}/versions/{version:int}/publish", "not-found"), ("nobody", "GET /v1/keys", "unauthenticated"),
            ],
            lines.Select(l => ((string)l["actor"]!, (string)l["target"]!, (string)l["details"]!["code"]!)).Distinct().Order());
        Assert.All(lines, l => Assert.Equal("127.0.0.1", (string?)l["origin"]));
        Assert.Equal(other, (string?)lines.Single(l => (string?)l["actor"] == "key:shen")["details"]!["path"]);
        Assert.Equal((404, 404), (hidden.Status, missing.Status));
    }

    [Fact]
    public async Task What_is_only_wrong_or_only_missing_is_no_attempt_and_leaves_none()
    {
        await _service.PostAsync("/v1/policies", "{}");
        await _service.PostAsync("/v1/policies/yearly-review-promotion/decisions", "{}");
        await _service.GetAsync("/v1/policies/none");
        await _service.GetAsync("/v1/appraisals/apr_none");
        using var nobody = _service.ClientOf(string.Empty);
        await _service.SendAsync(HttpMethod.Get, "/v1/me", client: nobody);

        Assert.Equal("unauthenticated", (string?)Assert.Single(await RefusalsAsync(1))["details"]!["code"]);
    }

    [Fact]
    public async Task Attempts_of_a_kind_are_counted_and_what_is_left_is_written_when_the_service_stops()
    {
        using var nobody = _service.ClientOf(string.Empty);
        for (var i = 0; i < 7; i++)
            await _service.SendAsync(HttpMethod.Get, "/v1/keys", client: nobody);
        Assert.Single(await RefusalsAsync(1));

        await _service.RestartAsync();

        var lines = await RefusalsAsync(2);
        Assert.Equal(6, (long)lines.Single(l => l["details"]!["count"] is not null)["details"]!["count"]!);
    }

    [Property(MaxTest = 50)]
    public void However_many_attempts_there_are_a_minute_leaves_few_notes_and_all_are_counted(ushort attempts, byte actors, byte codes)
    {
        const int most = 10;
        var ledger = new RefusalLedger(most, 1_000_000);
        var total = attempts % 5_000;
        for (var i = 0; i < total; i++)
            ledger.Take(new Refusal(new RefusalKind($"a{i % (actors + 1)}", null, "GET /", $"c{i % (codes + 1)}"), Start.AddMilliseconds(i % 1_000), 401, null));

        var notes = ledger.Drain(Start.AddMinutes(2));

        Assert.True(notes.Count <= (2 * most) + 33, $"{notes.Count} notes");
        Assert.Equal(total, notes.Sum(n => (long?)JsonNode.Parse(n.Details!)!["count"] ?? 1));
    }

    [Fact]
    public void A_day_has_its_limit_too_and_the_next_day_begins_anew()
    {
        var ledger = new RefusalLedger(perMinute: 5, perDay: 10);
        var notes = 0;
        for (var minute = 0; minute < 60; minute++)
        {
            for (var i = 0; i < 5; i++)
                ledger.Take(new Refusal(new RefusalKind($"a{i}", null, "GET /", "c"), Start.AddMinutes(minute), 401, null));
            notes += ledger.Drain(Start.AddMinutes(minute)).Count(n => n.Actor != "many");
        }

        Assert.Equal(10, notes);
        Assert.True(ledger.Take(new Refusal(new RefusalKind("late", null, "GET /", "c"), Start.AddDays(1.5), 401, null)));
    }

    // Refusals are written in the background, so the test waits for them.
    private async Task<List<JsonNode>> RefusalsAsync(int atLeast)
    {
        List<JsonNode> lines = [];
        await Patience.UntilAsync(
            async () =>
            {
                lines = [.. (await _service.GetAsync("/v1/audit?action=refused")).Json["items"]!.AsArray().Select(l => l!)];
                return lines.Count >= atLeast;
            },
            $"{atLeast} refusals are noted");
        return lines;
    }
}
