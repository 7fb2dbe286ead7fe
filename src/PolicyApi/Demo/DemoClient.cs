using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PolicyApi.Access;
using PolicyApi.Access.Keys;
using PolicyApi.Appraisals;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Json;

namespace PolicyApi.Demo;

/// <summary>Calls the running service over HTTP, as any other system would.</summary>
/// <param name="http">The client, with the service's address as its base address.</param>
internal sealed class DemoClient(HttpClient http)
{
    private static readonly JsonTypeInfo<CreateKeyCommand> CommandType = WireJson.Type<CreateKeyCommand>(KeyAnswerJson.Default);
    private static readonly JsonTypeInfo<IssuedKey> KeyType = WireJson.Type<IssuedKey>(KeyAnswerJson.Default);
    private static readonly JsonTypeInfo<Appraisal> AppraisalType = WireJson.Type<Appraisal>(AppraisalJson.Default);

    /// <summary>Makes a key and uses it from now on.</summary>
    /// <param name="bootstrapKey">The key that makes keys.</param>
    /// <param name="expiresAt">When the new one stops.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <returns>The text of the new key.</returns>
    /// <exception cref="HttpRequestException">The service refused the request; the message contains its response.</exception>
    public async Task<string> SignInAsync(string bootstrapKey, DateTimeOffset expiresAt, CancellationToken cancellation)
    {
        var roles = Enum.GetValues<Role>().Where(r => r != Role.OwnReportReader);
        var command = new CreateKeyCommand("demo", [.. roles], ExpiresAt: expiresAt);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bootstrapKey);
        using var response = await http.PostAsJsonAsync(new Uri("/v1/keys", UriKind.Relative), command, CommandType, cancellation);
        await EnsureAsync(response, cancellation);
        var issued = await response.Content.ReadFromJsonAsync(KeyType, cancellation)
            ?? throw new HttpRequestException("the service answered `null`.");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issued.Text);
        return issued.Text;
    }

    /// <summary>Appraises one manager.</summary>
    /// <param name="scheme">The scheme's id.</param>
    /// <param name="facts">The facts about the manager's year, in JSON.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="HttpRequestException">The service refused the request; the message contains its response.</exception>
    public async Task<Appraisal> AppraiseAsync(string scheme, ReadOnlyMemory<byte> facts, CancellationToken cancellation)
    {
        using var body = new ReadOnlyMemoryContent(facts);
        body.Headers.ContentType = new MediaTypeHeaderValue(BodyReader.JsonMediaType);
        using var response = await http.PostAsync(new Uri($"/v1/schemes/{scheme}/appraisals", UriKind.Relative), body, cancellation);
        await EnsureAsync(response, cancellation);
        await using var answer = await response.Content.ReadAsStreamAsync(cancellation);
        return await JsonSerializer.DeserializeAsync(answer, AppraisalType, cancellation)
            ?? throw new HttpRequestException("the service answered `null`.");
    }

    /// <summary>Returns the report of an appraisal.</summary>
    /// <param name="id">The appraisal's id.</param>
    /// <param name="language"><c>en</c> or <c>zh-CN</c>.</param>
    /// <param name="cancellation">Cancels the operation.</param>
    /// <exception cref="HttpRequestException">The service refused the request; the message contains its response.</exception>
    public async Task<byte[]> ReportAsync(string id, string language, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(new Uri($"/v1/appraisals/{id}/report?lang={language}", UriKind.Relative), cancellation);
        await EnsureAsync(response, cancellation);
        return await response.Content.ReadAsByteArrayAsync(cancellation);
    }

    private static async Task EnsureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
    }
}
