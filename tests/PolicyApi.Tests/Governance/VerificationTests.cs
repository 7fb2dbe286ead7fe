using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Platform.Answers.Verifying;
using PolicyApi.Storage;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Stored answers that are evaluated again.</summary>
public sealed class VerificationTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    private const string Facts = """{ "employee_id": "E-1", "avg_training_score": 7.50e1, "unknown": [1.0, "ü"] }""";

    [Fact]
    public async Task A_decision_is_the_same_after_its_policy_was_replaced_and_withdrawn()
    {
        var (id, path, _) = await people.PublishedAsync("2024-01-01");
        var decision = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts);
        await people.PublishedAsync("2024-01-01", id, 80);
        await people.PostAsync(people.Approver, path.Replace("/1", "/2", StringComparison.Ordinal) + "/withdraw", """{"reason":"x"}""");

        var verified = await people.GetAsync($"{decision.Header("Location")}/verify");

        Assert.Equal((200, "same"), (verified.Status, (string?)verified.Json["result"]));
        Assert.Equal((decision.Header("ETag"), decision.Header("ETag")), ($"\"{verified.Json["storedSha256"]}\"", $"\"{verified.Json["sha256"]}\""));
    }

    [Fact]
    public async Task A_trial_is_the_same_after_its_draft_was_edited()
    {
        var (id, path, etag) = await people.DraftAsync();
        var trial = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions?version=1", Facts);
        await people.PutAsync(people.Author, path, Texts.PolicyText(id, least: 99), etag);

        Assert.Equal("same", (string?)(await people.GetAsync($"{trial.Header("Location")}/verify")).Json["result"]);
    }

    [Fact]
    public async Task An_appraisal_is_the_same_and_so_is_one_as_of_another_day()
    {
        foreach (var query in new[] { "", "?asOf=2025-12-31" })
        {
            var appraisal = await people.PostAsync(people.Author, $"/v1/schemes/kam-annual/appraisals{query}", Texts.Manager("km-016"));
            Assert.Equal("same", (string?)(await people.GetAsync($"{appraisal.Header("Location")}/verify")).Json["result"]);
        }
    }

    [Fact]
    public async Task What_somebody_changed_in_the_store_differs_where_they_changed_it()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        var decision = await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts);
        var store = people.Service.Services.GetRequiredService<IPolicyStore>();
        var record = (await store.FindDecisionAsync((string)decision.Json["id"]!, CancellationToken.None))!;
        var forged = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record.Body.Span)
            .Replace("\"outcome\":\"met\"", "\"outcome\":\"notMet\"", StringComparison.Ordinal)
            .Replace((string)decision.Json["id"]!, "dec_forged", StringComparison.Ordinal));
        await store.AppendDecisionsAsync([record with { Id = "dec_forged", Body = forged, Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(forged)) }]);

        var verified = (await people.GetAsync("/v1/decisions/dec_forged/verify")).Json;
        var lines = (await people.PostAsync(people.Author, $"/v1/decisions:verify?policy={id}")).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();

        Assert.Equal("different", (string?)verified["result"]);
        Assert.Contains(verified["differences"]!.AsArray(), d => $"{d!["pointer"]} {d["stored"]} {d["now"]}" == "/outcome notMet met");
        Assert.Equal("dec_forged", (string?)lines[0]["id"]);
        Assert.Equal((2, 1, 1), ((int)lines[^1]["checked"]!, (int)lines[^1]["same"]!, (int)lines[^1]["different"]!));
    }

    [Fact]
    public async Task A_range_is_verified_page_by_page()
    {
        var (id, _, _) = await people.PublishedAsync("2024-01-01");
        for (var i = 0; i < 5; i++)
            await people.PostAsync(people.Author, $"/v1/policies/{id}/decisions", Facts);

        var first = (await people.PostAsync(people.Author, $"/v1/decisions:verify?policy={id}&limit=3")).Json;
        var second = (await people.PostAsync(people.Author, $"/v1/decisions:verify?policy={id}&limit=3&after={first["next"]}")).Json;

        Assert.Equal((3, 3, 2, 2), ((int)first["checked"]!, (int)first["same"]!, (int)second["checked"]!, (int)second["same"]!));
        Assert.Null(second["next"]);
        Assert.Equal(400, (await people.PostAsync(people.Author, "/v1/decisions:verify?after=!")).Status);
        Assert.Equal(0, (int)(await people.PostAsync(people.Author, $"/v1/decisions:verify?policy={id}&to=2020-01-01T00:00:00Z")).Json["checked"]!);
    }

    [Theory]
    [InlineData("""{"a":1,"b":[1,2]}""", """{"a":1,"b":[1,3,4]}""", "/b/1:2>3 /b/2:>4")]
    [InlineData("""{"a":1.0}""", """{"a":1}""", "/a:1.0>1")]
    [InlineData("""{"a/b":{"~":null}}""", """{"c":{}}""", "/a~1b:{\"~\":null}> /c:>{}")]
    [InlineData("""{"a":[1]}""", """{"a":[1]}""", "")]
    public void Differences_are_named_by_their_place(string stored, string now, string expected)
    {
        using var one = System.Text.Json.JsonDocument.Parse(stored);
        using var other = System.Text.Json.JsonDocument.Parse(now);

        var found = RecordDifferences.Find(one.RootElement, other.RootElement, showsValues: true);

        Assert.Equal(expected, string.Join(' ', found.Select(d => $"{d.Pointer}:{Text(d.Stored)}>{Text(d.Now)}")));
    }

    private static string Text(PolicyApi.Platform.Json.RawJson? raw) => raw is { } json ? Encoding.UTF8.GetString(json.Utf8.Span) : "";
}
