using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

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

    private static string Outcomes(JsonNode owner) => string.Join(' ', owner["rules"]!.AsArray().Select(r => $"{r!["name"]}:{r["outcome"]}({Outcomes(r)})"));
}
