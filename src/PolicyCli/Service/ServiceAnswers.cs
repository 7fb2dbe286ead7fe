using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyCli.Output;

namespace PolicyCli.Service;

/// <summary>Reads the responses of a service.</summary>
internal static class ServiceAnswers
{
    /// <summary>Returns a successful response; otherwise prints the problem, disposes of the response and returns <see langword="null"/>.</summary>
    public static async Task<HttpResponseMessage?> SuccessAsync(HttpResponseMessage response, ParseResult parsed, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            await PrintAsync(response, parsed, cancellation);
        return null;
    }

    private static async Task PrintAsync(HttpResponseMessage response, ParseResult parsed, CancellationToken cancellation)
    {
        if (response.Headers.Location is { } elsewhere)
            Report.WriteFailure(parsed, $"the service answered {(int)response.StatusCode} and redirects to `{elsewhere}`; pass that as `--url`");
        else if (Problem(await response.Content.ReadAsStringAsync(cancellation)) is { } problem)
            Report.WriteFailure(parsed, $"{(int)response.StatusCode} {problem["code"]}: {problem["title"]}; {problem["detail"]}", problem["errors"] as JsonArray);
        else
            Report.WriteFailure(parsed, $"the service answered {(int)response.StatusCode}");
    }

    // A proxy before the service may respond with something other than JSON.
    private static JsonObject? Problem(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
