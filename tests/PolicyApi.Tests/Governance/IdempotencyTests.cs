using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PolicyApi.Platform.Idempotency;
using PolicyApi.Platform.Settings;
using PolicyApi.Storage;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Requests that are repeated because their answer was lost.</summary>
public sealed class IdempotencyTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    private const string Decisions = "/v1/policies/yearly-review-promotion/decisions";
    private const string Facts = """{"employee_id":"E-1"}""";

    [Fact]
    public async Task The_same_request_gets_the_same_answer_and_makes_nothing_twice()
    {
        var id = Texts.NewId();

        var first = await SendAsync(people.Author, "k1-" + id, "/v1/policies", Texts.PolicyText(id));
        var again = await SendAsync(people.Author, "k1-" + id, "/v1/policies", Texts.PolicyText(id));

        Assert.Equal(201, first.Status);
        Assert.Equal((first.Status, first.Body, first.Header("ETag"), first.Header("Location"), first.MediaType), (again.Status, again.Body, again.Header("ETag"), again.Header("Location"), again.MediaType));
        Assert.Single((await people.GetAsync($"/v1/policies/{id}/history")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_decision_sent_again_is_the_same_decision()
    {
        var key = Texts.NewId();

        var first = await SendAsync(people.Author, key, Decisions, Facts);
        var again = await SendAsync(people.Author, key, Decisions, Facts);
        var other = await SendAsync(people.Author, Texts.NewId(), Decisions, Facts);

        Assert.Equal((200, first.Body), (again.Status, again.Body));
        Assert.NotEqual(first.Json["id"]!.ToString(), other.Json["id"]!.ToString(), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(Decisions, """{"employee_id":"E-2"}""")]
    [InlineData(Decisions + "?asOf=2025-01-01", Facts)]
    public async Task Another_request_with_the_same_key_is_refused(string path, string body)
    {
        var key = Texts.NewId();
        await SendAsync(people.Author, key, Decisions, Facts);

        var refused = await SendAsync(people.Author, key, path, body);

        Assert.Equal((422, "key-reused"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task The_key_of_one_caller_is_not_that_of_another()
    {
        var key = Texts.NewId();
        var id = Texts.NewId();
        await SendAsync(people.Author, key, "/v1/policies", Texts.PolicyText(id));

        var other = await SendAsync(people.Both, key, "/v1/policies", Texts.PolicyText(id));

        Assert.Equal((409, "already-exists"), (other.Status, other.Code));
    }

    [Fact]
    public async Task What_was_refused_may_be_sent_again()
    {
        var key = Texts.NewId();
        var (_, path, etag) = await people.DraftAsync();
        var early = await SendAsync(people.Approver, key, path + "/publish", "{}", ifMatch: etag);
        await people.ApproveAsync(path, etag);

        var later = await SendAsync(people.Approver, key, path + "/publish", "{}", ifMatch: etag);

        Assert.Equal((409, 201), (early.Status, later.Status));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_answered_and_the_others_wait_or_get_its_answer()
    {
        var key = Texts.NewId();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync(people.Author, key, Decisions, Facts)));

        var ids = answers.Where(a => a.Status == 200).Select(a => (string)a.Json["id"]!).Distinct(StringComparer.Ordinal).ToList();
        Assert.Single(ids);
        Assert.All(answers, a => Assert.True(a.Status == 200 || (a.Status, a.Code) == (409, "in-flight"), a.Body));
        Assert.Equal(ids[0], (string?)(await SendAsync(people.Author, key, Decisions, Facts)).Json["id"]);
    }

    [Fact]
    public async Task A_request_cut_off_before_its_answer_was_kept_is_not_done_again()
    {
        var key = Texts.NewId();
        var store = people.Service.Services.GetRequiredService<IPolicyStore>();
        var before = (await store.ListRecordsAsync("idempotency", null, 1_000, CancellationToken.None)).Select(r => r.Key.Id).ToHashSet(StringComparer.Ordinal);
        await SendAsync(people.Author, key, Decisions, Facts);
        var record = (await store.ListRecordsAsync("idempotency", null, 1_000, CancellationToken.None)).Single(r => !before.Contains(r.Key.Id));
        var kept = System.Text.Json.Nodes.JsonNode.Parse(record.Bytes.Span)!.AsObject();
        Assert.True(kept.Remove("status") && kept.Remove("body") && kept.Remove("headers"));
        kept["at"] = DateTimeOffset.UtcNow.AddMinutes(-6).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await store.AppendAsync(
            new StoreChange { Records = [RecordWrite.Put(record.Key, record.Version, Encoding.UTF8.GetBytes(kept.ToJsonString()), record.ExpiresAt)] }, CancellationToken.None);

        var again = await SendAsync(people.Author, key, Decisions, Facts);

        Assert.Equal((409, "outcome-unknown"), (again.Status, again.Code));
    }

    [Fact]
    public async Task An_answer_whose_caller_has_gone_away_is_kept()
    {
        using var caller = new CancellationTokenSource();
        var times = 0;
        var requests = new IdempotentRequests(
            async context =>
            {
                times++;
                await caller.CancelAsync();
                context.RequestAborted.ThrowIfCancellationRequested();
                await context.Response.WriteAsync("done", context.RequestAborted);
            },
            new KeptAnswers(people.Service.Services.GetRequiredService<IPolicyStore>()), Options.Create(new ServiceLimits()), TimeProvider.System);
        var (key, first, again) = (Texts.NewId(), new MemoryStream(), new MemoryStream());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => requests.InvokeAsync(Request(key, first, caller.Token)));
        await requests.InvokeAsync(Request(key, again, CancellationToken.None));

        Assert.Equal((1, "done"), (times, Encoding.UTF8.GetString(again.ToArray())));
    }

    [Theory]
    [InlineData("with space", "application/json", 400)]
    [InlineData("stream", "application/x-ndjson", 400)]
    public async Task A_key_that_cannot_be_kept_is_refused(string key, string mediaType, int status) =>
        Assert.Equal((status, "parameter-invalid"), FourEyesTests.Refusal(await SendAsync(people.Author, key, Decisions, Facts, mediaType)));

    [Fact]
    public async Task A_key_is_made_once_and_its_text_is_given_once_and_stored_nowhere()
    {
        var (key, name) = (Texts.NewId(), Texts.NewId());
        var command = $$"""{"name":"{{name}}","roles":["auditor"]}""";
        using var administrator = people.Service.ClientOf(people.Service.Key);

        var first = await SendAsync(administrator, key, "/v1/keys", command);
        var again = await SendAsync(administrator, key, "/v1/keys", command);
        var rotated = await SendAsync(administrator, "r" + key, first.Header("Location")! + "/rotate", "{}", ifMatch: again.Header("ETag"));
        var rotatedAgain = await SendAsync(administrator, "r" + key, first.Header("Location")! + "/rotate", "{}", ifMatch: again.Header("ETag"));

        Assert.Equal((201, 201, 200, 200), (first.Status, again.Status, rotated.Status, rotatedAgain.Status));
        Assert.Equal(first.Json["key"]!.ToJsonString(), again.Json["key"]!.ToJsonString());
        Assert.Null(again.Json["text"]);
        Assert.Null(rotatedAgain.Json["text"]);
        var stored = await StoredAsync();
        Assert.Contains(stored, s => s.Contains(name, StringComparison.Ordinal));
        Assert.DoesNotContain(stored, s => s.Contains((string)first.Json["text"]!, StringComparison.Ordinal) || s.Contains((string)rotated.Json["text"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_job_of_many_lines_sent_again_is_the_same_job()
    {
        var key = Texts.NewId();
        const string jobs = "/v1/schemes/kam-annual/jobs";
        const string stream = "application/x-ndjson";

        var first = await SendAsync(people.Author, key, jobs, "{\"id\":\"E-1\"}\n{\"id\":\"E-2\"}\n", stream);
        var again = await SendAsync(people.Author, key, jobs, "{\"id\":\"E-1\"}\n{\"id\":\"E-2\"}\n", stream);
        var other = await SendAsync(people.Author, key, jobs, "{\"id\":\"E-1\"}\n{\"id\":\"E-3\"}\n", stream);

        Assert.Equal((202, first.Body, 202), (again.Status, again.Body, first.Status));
        Assert.Equal((422, "key-reused"), (other.Status, other.Code));
    }

    [Theory]
    [InlineData("/v1/policies/yearly-review-promotion/decisions", "application/x-ndjson", "a stream is answered while it arrives")]
    [InlineData("/v1/appraisals/apr_1/report-links", "application/json", "a link is a secret")]
    [InlineData("/v1/subjects:erase", "application/json", "the response would name the person again")]
    [InlineData("/v1/retention:purge", "application/json", "purging again is safe")]
    public async Task Where_it_cannot_be_sent_again_the_answer_says_why(string path, string mediaType, string why)
    {
        using var client = people.Service.ClientOf(people.Service.Key);

        var refused = await SendAsync(client, Texts.NewId(), path, "{}", mediaType);

        Assert.Equal((400, "parameter-invalid"), (refused.Status, refused.Code));
        Assert.Contains(why, (string)refused.Json["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_kept_about_a_person_can_be_erased_and_is_not_done_again()
    {
        var (key, other) = (Texts.NewId(), Texts.NewId());
        var person = Texts.NewId();
        await SendAsync(people.Author, key, Decisions, $$"""{"employee_id":"{{person}}"}""");
        await SendAsync(people.Author, other, Decisions, Facts);
        Assert.Contains(await StoredAsync(), s => s.Contains(person, StringComparison.Ordinal));
        var erased = await people.Service.PostAsync("/v1/subjects:erase", $$"""{"subject":"{{person}}","reason":"asked for"}""");
        var again = await SendAsync(people.Author, key, Decisions, $$"""{"employee_id":"{{person}}"}""");

        Assert.Equal((200, 1), (erased.Status, (int)erased.Json["others"]!));
        Assert.Equal((410, "answer-erased"), (again.Status, again.Code));
        Assert.Equal(200, (await SendAsync(people.Author, other, Decisions, Facts)).Status);
        Assert.DoesNotContain(await StoredAsync(), s => s.Contains(person, StringComparison.Ordinal));
    }

    private static DefaultHttpContext Request(string key, Stream answer, CancellationToken aborted)
    {
        var context = new DefaultHttpContext { RequestAborted = aborted };
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "key:caller")], "test"));
        context.Request.Method = "POST";
        context.Request.Headers[IdempotentRequests.Header] = key;
        context.Response.Body = answer;
        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new Repeatable(l => l.CommandBytes, TakesStreams: false, Secret: null)), "test"));
        return context;
    }

    // Returns the stored answers, with their bodies as texts.
    private async Task<List<string>> StoredAsync()
    {
        var records = await people.Service.Services.GetRequiredService<IPolicyStore>().ListRecordsAsync("idempotency", null, StoreLimits.MaxPageSize, CancellationToken.None);
        return [.. records.Select(r => Encoding.UTF8.GetString(r.Bytes.Span) + BodyOf(System.Text.Json.Nodes.JsonNode.Parse(r.Bytes.Span)!))];

        static string BodyOf(System.Text.Json.Nodes.JsonNode record) => (string?)record["body"] is { } body ? Encoding.UTF8.GetString(Convert.FromBase64String(body)) : string.Empty;
    }

    private static async Task<Answer> SendAsync(HttpClient who, string key, string path, string body, string mediaType = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } } };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var response = await who.SendAsync(request);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase));
    }
}
