using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyCli.Output;

namespace PolicyCli.Service;

/// <summary>Reads what a service answers.</summary>
internal static class ServiceAnswers
{
    /// <summary>The answer when it is a success; otherwise what was wrong is printed and there is none.</summary>
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

    // What stands between here and the service may answer in its own words.
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
