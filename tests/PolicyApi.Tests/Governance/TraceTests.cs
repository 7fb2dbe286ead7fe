using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Storage;
using PolicyApi.Tests.Http;
using PolicyEngine.Policies;

namespace PolicyApi.Tests.Governance;

/// <summary>How stored answers came about.</summary>
public sealed class TraceTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    private const string Facts = """{ "employee_id": "E-1", "avg_training_score": 75 }""";

    [Fact]
    public async Task A_decision_is_traced_by_the_version_that_made_it()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var decision = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts);
        await people.PublishedAsync("2024-01-01", id, 80);

        var trace = await people.GetAsync($"{decision.Header("Location")}/trace");

        Assert.Equal(200, trace.Status);
        Assert.Equal((string?)decision.Json["id"], (string?)trace.Json["id"]);
        var policy = trace.Json["policies"]!.AsArray().Single()!;
        Assert.Equal(decision.Json["policy"]!.ToJsonString(), policy["policy"]!.ToJsonString());
        var rule = policy["rules"]![0]!;
        Assert.Equal((string?)decision.Json["rules"]![0]!["outcome"], (string?)rule["outcome"]);
        Assert.Equal("comparison", (string?)rule["condition"]!["kind"]);
        Assert.Equal([75m, 70m], rule["condition"]!["parts"]!.AsArray().Select(p => (decimal)p!["value"]!));
    }

    [Fact]
    public async Task An_appraisal_is_traced_through_all_its_policies()
    {
        var appraisal = await people.PostAsync(people.Author, "/v1/schemes/kam-annual/appraisals", Texts.Manager("km-016"));

        var trace = (await people.GetAsync($"{appraisal.Header("Location")}/trace")).Json["policies"]!.AsArray();

        Assert.Equal(appraisal.Json["policies"]!.ToJsonString(), new JsonArray([.. trace.Select(p => p!["policy"]!.DeepClone())]).ToJsonString());
        foreach (var (section, policy) in new[] { ("promotion", "kam-promotion"), ("training", "kam-training"), ("reward", "kam-rewards") })
        {
            var traced = trace.Single(p => (string?)p!["policy"]!["id"] == policy)!;
            Assert.Equal(Outcomes(appraisal.Json[section]!), Outcomes(traced));
        }
    }

    [Fact]
    public async Task Only_who_may_see_all_facts_may_trace()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var location = (await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts)).Header("Location");
        using var auditor = people.Service.ClientOf(await people.Service.NewKeyAsync("tracing-auditor", "auditor"));

        var refused = await people.Service.SendAsync(HttpMethod.Get, $"{location}/trace", client: auditor);

        Assert.Equal((403, "forbidden"), (refused.Status, refused.Code));
        Assert.Equal(404, (await people.GetAsync("/v1/decisions/dec_0195512c34007abc8def0123456789ab/trace")).Status);
        Assert.Equal(404, (await people.GetAsync("/v1/appraisals/nope/trace")).Status);
    }

    [Fact]
    public async Task An_erased_answer_cannot_be_traced()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var location = (await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", """{ "employee_id": "E-traced", "avg_training_score": 75 }""")).Header("Location");
        Assert.Equal(200, (await people.Service.PostAsync("/v1/subjects:erase", """{"subject":"E-traced","reason":"asked for it"}""")).Status);

        var trace = await people.GetAsync($"{location}/trace");

        Assert.Equal((410, "erased"), (trace.Status, trace.Code));
    }

    [Fact]
    public async Task An_answer_whose_policy_is_not_stored_here_cannot_be_traced_and_says_which()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var decision = (await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts)).Json;
        var store = people.Service.Services.GetRequiredService<IPolicyStore>();
        var record = (await store.FindDecisionAsync((string)decision["id"]!, CancellationToken.None))!;
        var other = record.Id[..^1] + (record.Id[^1] == '0' ? '1' : '0');
        var body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record.Body.Span)
            .Replace((string)decision["policy"]!["sha256"]!, new string('0', 64), StringComparison.Ordinal)
            .Replace(record.Id, other, StringComparison.Ordinal));
        await store.AppendDecisionsAsync([record with { Id = other, Body = body, Sha256 = Convert.ToHexStringLower(SHA256.HashData(body)) }]);

        var trace = await people.GetAsync($"/v1/decisions/{other}/trace");

        Assert.Equal((409, "not-repeatable"), (trace.Status, trace.Code));
        Assert.Contains($"`policies/{id}` version 1 is not stored here", (string)trace.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_is_traced_under_its_own_kind_only()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var decision = (await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts)).Json["id"];
        var appraisal = (await people.PostAsync(people.Author, "/v1/schemes/kam-annual/appraisals", Texts.Manager("km-016"))).Json["id"];

        Assert.Equal(404, (await people.GetAsync($"/v1/appraisals/{decision}/trace")).Status);
        Assert.Equal(404, (await people.GetAsync($"/v1/decisions/{appraisal}/trace")).Status);
    }

    [Theory]
    [InlineData("kam-promotion")]
    [InlineData("kam-training")]
    [InlineData("kam-rewards")]
    public async Task A_decision_by_posted_results_of_other_policies_is_traced_with_them(string policy)
    {
        var facts = await File.ReadAllTextAsync(Path.Combine(Texts.Home, "samples", "requests", policy + ".json"));
        var decision = await people.PostAsync(people.Author, $"/v1/policies/{policy}/decisions", facts);
        Assert.True(decision.Status == 200, decision.Body);

        var trace = await people.GetAsync($"{decision.Header("Location")}/trace");

        Assert.True(trace.Status == 200, trace.Body);
        Assert.Equal(Outcomes(decision.Json), Outcomes(trace.Json["policies"]!.AsArray().Single()!));
    }

    [Fact]
    public async Task A_decision_by_a_weighting_policy_is_traced_through_the_rules_that_it_has()
    {
        var facts = await File.ReadAllTextAsync(Path.Combine(Texts.Home, "samples", "requests", "kam-kpi-weighting.json"));
        var decision = await people.PostAsync(people.Author, "/v1/policies/kam-kpi-weighting/decisions", facts);

        var trace = await people.GetAsync($"{decision.Header("Location")}/trace");

        var policy = trace.Json["policies"]!.AsArray().Single()!;
        Assert.Equal(decision.Json["policy"]!.ToJsonString(), policy["policy"]!.ToJsonString());
        Assert.NotEmpty(policy["rules"]!.AsArray());
    }

    [Fact]
    public async Task The_deepest_expression_is_traced_to_its_end()
    {
        var policy = Texts.NewId();
        var deep = string.Concat(Enumerable.Repeat("(employee.avg_training_score > 1 or employee.avg_training_score > 2 and ", 30)) + "employee.avg_training_score > 70" + new string(')', 30);
        var text = JsonNode.Parse(Texts.PolicyText(policy))!;
        text["workflow"]!["Rules"]![0]!["Expression"] = deep;
        var drafted = await people.PostAsync(people.Author, "/v1/policies", text.ToJsonString());
        Assert.True(drafted.Status == 201, drafted.Body);
        var location = (await people.PostAsync(people.Author, $"/v1/policies/{policy}/decisions?version=1", Facts)).Header("Location");

        var trace = await people.Service.Client.GetStringAsync(new Uri($"{location}/trace", UriKind.RelativeOrAbsolute));

        using var json = JsonDocument.Parse(trace, new JsonDocumentOptions { MaxDepth = PolicyTrace.DeepestJson });
        Assert.Equal(1 + 32, Levels(json.RootElement.GetProperty("policies")[0].GetProperty("rules")[0].GetProperty("condition")));
    }

    private static int Levels(JsonElement expression) => 1 + expression.GetProperty("parts").EnumerateArray().Select(Levels).DefaultIfEmpty(0).Max();

    [Fact]
    public async Task Many_traces_at_once_take_turns_and_all_get_theirs()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var location = (await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts)).Header("Location");

        var traces = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => people.GetAsync($"{location}/trace")));

        Assert.All(traces, t => Assert.Equal(200, t.Status));
        Assert.Single(traces.Select(t => t.Body).Distinct(StringComparer.Ordinal));
    }

    private static string Outcomes(JsonNode owner) => string.Join(' ', owner["rules"]!.AsArray().Select(r => $"{r!["name"]}:{r["outcome"]}({Outcomes(r)})"));
}
