using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyCli.Service;

/// <summary>Reads what a service answers.</summary>
internal static class ServiceAnswers
{
    /// <summary>The answer when it is a success; otherwise what was wrong is printed and there is none.</summary>
    public static async Task<HttpResponseMessage?> SuccessAsync(HttpResponseMessage response, TextWriter error, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            await PrintAsync(response, error, cancellation);
        return null;
    }

    private static async Task PrintAsync(HttpResponseMessage response, TextWriter error, CancellationToken cancellation)
    {
        if (response.Headers.Location is { } elsewhere)
        {
            await error.WriteLineAsync($"policy: the service answered {(int)response.StatusCode} and is at `{elsewhere}`; name that with `--url`");
            return;
        }

        var text = await response.Content.ReadAsStringAsync(cancellation);
        if (Problem(text) is not { } problem)
        {
            await error.WriteLineAsync($"policy: the service answered {(int)response.StatusCode}");
            return;
        }

        await error.WriteLineAsync($"policy: {(int)response.StatusCode} {problem["code"]}: {problem["title"]}. {problem["detail"]}");
        foreach (var fault in problem["errors"] as JsonArray ?? [])
            await error.WriteLineAsync($"  {fault!["document"]} {fault["pointer"]} {fault["code"]}: {fault["message"]}");
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
