using System.Net.Http.Headers;
using System.Text.Json;
using PolicyApi.Appraisals;
using PolicyApi.Platform.Bodies;
using PolicyApi.Platform.Json;

namespace PolicyApi.Demo;

/// <summary>Speaks to the running service as any other system would.</summary>
/// <param name="http">Its base address is the service's.</param>
internal sealed class DemoClient(HttpClient http)
{
    /// <summary>Appraises one manager.</summary>
    /// <param name="scheme">The scheme's id.</param>
    /// <param name="facts">The manager's year in JSON.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HttpRequestException">The service refused; the message has its answer.</exception>
    public async Task<Appraisal> AppraiseAsync(string scheme, ReadOnlyMemory<byte> facts, CancellationToken cancellation)
    {
        using var body = new ReadOnlyMemoryContent(facts);
        body.Headers.ContentType = new MediaTypeHeaderValue(BodyReader.JsonMediaType);
        using var response = await http.PostAsync(new Uri($"/v1/schemes/{scheme}/appraisals", UriKind.Relative), body, cancellation);
        await EnsureAsync(response, cancellation);
        await using var answer = await response.Content.ReadAsStreamAsync(cancellation);
        return await JsonSerializer.DeserializeAsync(answer, WireJson.Options.TypeInfo<Appraisal>(), cancellation)
            ?? throw new HttpRequestException("the service answered `null`.");
    }

    /// <summary>The report of an appraisal.</summary>
    /// <param name="id">The appraisal's id.</param>
    /// <param name="language"><c>en</c> or <c>zh-CN</c>.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="HttpRequestException">The service refused; the message has its answer.</exception>
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
