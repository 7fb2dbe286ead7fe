using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyService.Faults.Kill;

/// <summary>Asks the service for things, and remembers what it has acknowledged.</summary>
/// <param name="address">Where it listens.</param>
/// <param name="bootstrapKey">The key that makes keys.</param>
/// <param name="patience">How long an answer may take; a minute unless said.</param>
internal sealed class ServiceClient(Uri address, string bootstrapKey, TimeSpan? patience = null) : IDisposable
{
    private const string Facts = """{"employee_id":"E-1","avg_training_score":70}""";

    private const string Publish = "/publish";

    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = patience ?? TimeSpan.FromSeconds(60) };

    /// <summary>The text of the key that requests are sent with.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>Makes a key that may do what follows, and publishes a model and a policy.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="acknowledged">Is told of each.</param>
    /// <returns>The key's text.</returns>
    public async Task<string> SetUpAsync(string name, Acknowledged acknowledged)
    {
        (var id, Key) = await MakeKeyAsync(name, "policy-author", "policy-approver", "evaluator", "auditor");
        acknowledged.Keys.Enqueue(id);
        await MakeAsync("models", Documents.Model(name));
        await MakeAsync("policies", Documents.Policy(name, name));
        return Key;

        async Task MakeAsync(string section, string text)
        {
            await SaveAsync(section, text);
            acknowledged.Drafts.Enqueue(name);
            await PublishAsync(section, name);
            acknowledged.Publications.Enqueue(name);
        }
    }

    /// <summary>Makes a key.</summary>
    /// <returns>Its id and its text.</returns>
    public async Task<(string Id, string Text)> MakeKeyAsync(string name, params string[] roles)
    {
        var command = new JsonObject { ["name"] = name, ["roles"] = new JsonArray([.. roles.Select(r => JsonValue.Create(r))]) };
        using var answer = await SendAsync("/v1/keys", command.ToJsonString(), bootstrapKey);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return ((string)json["key"]!["id"]!, (string)json["text"]!);
    }

    /// <summary>Saves a document as a new draft.</summary>
    public async Task SaveAsync(string section, string text)
    {
        using var answer = await SendAsync($"/v1/{section}", text, Key);
    }

    /// <summary>Publishes the first version of a document.</summary>
    public async Task PublishAsync(string section, string id)
    {
        using var answer = await SendAsync($"/v1/{section}/{id}/versions/1/publish", """{"effectiveFrom":"2020-01-01"}""", Key);
    }

    /// <summary>Asks for a decision.</summary>
    /// <returns>Its id and the hash of its record.</returns>
    public async Task<(string Id, string Sha256)> DecideAsync(string policy)
    {
        using var answer = await SendAsync($"/v1/policies/{policy}/decisions", Facts, Key);
        return (answer.Headers.Location!.ToString().Split('/')[^1], answer.Headers.ETag!.Tag.Trim('"'));
    }

    /// <summary>The hash of a stored decision.</summary>
    public async Task<string> HashOfAsync(string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/decisions/{id}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Key) } };
        using var answer = await _http.SendAsync(request);
        return answer.EnsureSuccessStatusCode().Headers.ETag!.Tag.Trim('"');
    }

    /// <summary>What the probe for readiness says; <see langword="null"/> when nobody listens.</summary>
    public async Task<HttpStatusCode?> ReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync("/readyz");
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<EntityTagHeaderValue> TagOfAsync(string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var answer = await _http.SendAsync(request);
        return answer.IsSuccessStatusCode ? answer.Headers.ETag! : throw new RefusedException(path, answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (path.EndsWith(Publish, StringComparison.Ordinal))
            request.Headers.IfMatch.Add(await TagOfAsync(path[..^Publish.Length], key));
        var answer = await _http.SendAsync(request);
        if (answer.IsSuccessStatusCode)
            return answer;
        using (answer)
            throw new RefusedException(path, answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
