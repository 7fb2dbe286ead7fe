using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>
/// Nobody can change something without having read its present state, and nothing is done twice: for every operation of the OpenAPI document.
/// </summary>
public sealed class ConcurrencyTests(TwoPeople people) : IClassFixture<TwoPeople>
{
    /// <summary>The operations that change or create something without requiring <c>If-Match</c>, with the reason.</summary>
    private static readonly Dictionary<string, string> MatchNothing = new(StringComparer.Ordinal)
    {
        ["POST /v1/{section}"] = "adds a document",
        ["POST /v1/{section}/{id}/versions"] = "adds a version; numbers are given in turn, and no content is replaced",
        ["POST /v1/policies/{id}/decisions"] = "adds a decision",
        ["POST /v1/schemes/{id}/appraisals"] = "adds an appraisal",
        ["POST /v1/schemes/{id}/jobs"] = "adds a job",
        ["POST /v1/schemes/{id}/report-jobs"] = "adds a job",
        ["POST /v1/appraisals/{id}/report-links"] = "makes a text that is stored nowhere",
        ["POST /v1/keys"] = "adds a key",
        ["POST /v1/catalog/import"] = "adds versions, replaces none; what comes into force passes the door as approved, content by content",
        ["POST /v1/subjects:erase"] = "names everything about a person, whatever that is by now",
        ["POST /v1/retention:purge"] = "names what is old, whatever that is by now",
        ["POST /v1/backup"] = "adds a backup",
        ["POST /v1/audit/head:export"] = "adds a signature",
    };

    /// <summary>The operations with POST that change nothing.</summary>
    private static readonly HashSet<string> Reads = new(StringComparer.Ordinal)
    {
        "POST /v1/{section}:validate", "POST /v1/policies/{id}/versions/{version}/test", "POST /v1/policies/{id}/versions/{version}/impact",
        "POST /v1/policies/{id}/versions/{version}/impact/stored", "POST /v1/schemes/{id}/versions/{version}/impact",
        "POST /v1/schemes/{id}/versions/{version}/impact/stored", "POST /v1/templates:preview",
        "POST /v1/templates/{id}/versions/{version}/preview", "POST /v1/decisions:verify", "POST /v1/appraisals:verify",
    };

    /// <summary>The operations that change something and accept no <c>Idempotency-Key</c>, with the reason.</summary>
    private static readonly Dictionary<string, string> RepeatNothing = new(StringComparer.Ordinal)
    {
        ["PUT /v1/{section}/{id}/versions/{version}"] = "the same content again changes nothing",
        ["DELETE /v1/jobs/{id}"] = "what is gone stays gone",
        ["POST /v1/appraisals/{id}/report-links"] = "400 says: a link is a secret and never stored",
        ["POST /v1/subjects:erase"] = "400 says: the answer would name the person again",
        ["POST /v1/retention:purge"] = "400 says: purging again does no harm",
        ["POST /v1/audit/head:export"] = "400 says: exporting again does no harm",
    };

    [Fact]
    public async Task Every_change_of_what_is_there_demands_what_was_read_or_stands_in_the_list_with_a_reason()
    {
        var changes = (await OperationsAsync()).Where(o => !Reads.Contains(o.Name)).ToList();

        Assert.Equal(MatchNothing.Keys.Order(StringComparer.Ordinal), changes.Where(o => !HasHeader(o.Operation, "If-Match")).Select(o => o.Name).Distinct().Order(StringComparer.Ordinal));
        Assert.All(changes.Where(o => HasHeader(o.Operation, "If-Match")), o => Assert.True(o.Operation["responses"]!["412"] is not null && o.Operation["responses"]!["428"] is not null, o.Name));
    }

    [Fact]
    public async Task Every_operation_that_makes_or_changes_something_may_be_sent_again_or_stands_in_the_list_with_a_reason()
    {
        var changes = (await OperationsAsync()).Where(o => !Reads.Contains(o.Name)).ToList();

        Assert.Equal(RepeatNothing.Keys.Order(StringComparer.Ordinal), changes.Where(o => !HasHeader(o.Operation, "Idempotency-Key")).Select(o => o.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_that_demands_what_was_read_says_so_and_names_what_is_there()
    {
        var (id, path, _) = await people.PublishedAsync("2025-01-01");
        var key = (string)(await people.Service.PostAsync("/v1/keys", $$"""{"name":"{{Texts.NewId()}}","roles":["auditor"]}""")).Json["key"]!["id"]!;
        var job = (await people.Service.PostAsync("/v1/schemes/kam-annual/jobs", Texts.OneLine(Texts.Manager("km-016")), "application/x-ndjson")).Json;
        var wrong = new List<string>();

        foreach (var (name, _) in (await OperationsAsync()).Where(o => HasHeader(o.Operation, "If-Match") && (!o.Name.Contains("{section}", StringComparison.Ordinal) || o.Path.StartsWith("/v1/policies/", StringComparison.Ordinal))).Select(o => (o.Name, o.Path)))
        {
            var target = name.Split(' ')[1].Replace("/v1/{section}/{id}/versions/{version}", path, StringComparison.Ordinal).Replace("/v1/{section}/{id}", $"/v1/policies/{id}", StringComparison.Ordinal)
                .Replace("/v1/keys/{id}", $"/v1/keys/{key}", StringComparison.Ordinal).Replace("/v1/jobs/{id}", $"/v1/jobs/{job["id"]}", StringComparison.Ordinal);
            var method = new HttpMethod(name.Split(' ')[0]);
            var body = name.EndsWith("/{version}", StringComparison.Ordinal) ? Texts.PolicyText(id) : target.Contains("/v1/policies/", StringComparison.Ordinal) ? """{"reason":"x"}""" : "{}";
            var unread = await people.Service.SendAsync(method, target, body);
            var stale = await people.Service.SendAsync(method, target, body, ifMatch: "\"something-else\"");

            // A published version cannot be edited at all.
            if (method == HttpMethod.Put ? (unread.Code, stale.Code) != ("not-a-draft", "not-a-draft") : (unread.Status, unread.Code, stale.Status, stale.Code) != (428, "match-missing", 412, "stale") || !Names(unread, "`GET /v1/") || !Names(stale, "`something-else`"))
                wrong.Add($"{name}: {unread.Status} {unread.Body} {stale.Status} {stale.Body}");
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task What_is_in_force_is_changed_by_who_has_seen_what_is_in_force()
    {
        var (id, path, etag) = await people.PublishedAsync("2024-01-01");
        await people.PublishedAsync("2024-02-01", id, 71);
        var seen = (await people.GetAsync($"/v1/policies/{id}/publications")).Header("ETag");
        await people.PublishedAsync("2024-03-01", id, 72);

        var content = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x"}""", etag);
        var stale = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x"}""", seen);
        var withdrawn = await people.PostAsync(people.Approver, path.Replace("/1", "/3", StringComparison.Ordinal) + "/withdraw", """{"reason":"x"}""", seen);
        var any = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x"}""", "*");
        var back = await people.PostAsync(people.Approver, $"/v1/policies/{id}/rollback", """{"reason":"x"}""", "\"publications-3\"");

        Assert.Equal((412, 412, 412, 428, 201), (content.Status, stale.Status, withdrawn.Status, any.Status, back.Status));
        Assert.Contains("`publications-2`", (string)stale.Json["detail"]!, StringComparison.Ordinal);
        Assert.Contains("`publications-3`", (string)stale.Json["detail"]!, StringComparison.Ordinal);
        Assert.Equal("\"publications-4\"", back.Header("ETag"));
    }

    [Fact]
    public async Task Of_two_who_rotate_a_key_at_once_one_is_told_and_ending_a_key_never_waits()
    {
        var made = await people.Service.PostAsync("/v1/keys", $$"""{"name":"{{Texts.NewId()}}","roles":["auditor"]}""");
        var path = made.Header("Location")!;

        var first = await people.Service.SendAsync(HttpMethod.Post, path + "/rotate", "{}", ifMatch: made.Header("ETag"));
        var second = await people.Service.SendAsync(HttpMethod.Post, path + "/rotate", "{}", ifMatch: made.Header("ETag"));
        var ended = await people.Service.SendAsync(HttpMethod.Post, path + "/revoke", "{}", ifMatch: "*");

        Assert.Equal((200, 412, 200), (first.Status, second.Status, ended.Status));
        Assert.Contains(first.Header("ETag")!.Trim('"'), second.Body, StringComparison.Ordinal);
    }

    private static bool Names(Answer answer, string what) => ((string)answer.Json["detail"]!).Contains(what, StringComparison.Ordinal);

    private static bool HasHeader(JsonNode operation, string name) =>
        operation["parameters"]?.AsArray().Any(p => (string?)p!["in"] == "header" && (string?)p["name"] == name) == true;

    private async Task<IReadOnlyList<(string Name, string Path, JsonNode Operation)>> OperationsAsync() =>
    [
        .. (await people.GetAsync("/openapi/v1.json")).Json["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Key is "post" or "put" or "patch" or "delete")
            .Select(operation => ($"{operation.Key.ToUpperInvariant()} {Generic(path.Key, operation.Key)}", path.Key, operation.Value!))),
    ];

    // All sections have the same operations; an operation that only one section has keeps that section's name.
    private static string Generic(string path, string method)
    {
        var rest = path.Split('/', ':')[2] is "policies" or "schemes" or "models" or "templates" ? path[(path.Split('/', ':')[2].Length + 4)..] : null;
        return rest is "" or ":validate" or "/{id}/versions" or "/{id}/rollback" || (rest == "/{id}/versions/{version}" && method == "put")
            || rest?.Split('/')[^1] is "submit" or "approve" or "reject" or "publish" or "withdraw"
            ? "/v1/{section}" + rest
            : path;
    }
}
