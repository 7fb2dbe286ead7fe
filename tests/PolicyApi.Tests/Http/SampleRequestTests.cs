using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PolicyApi.Tests.Http;

/// <summary>Runs the sample requests for new users as they are written.</summary>
[Collection(SharedService.Name)]
public sealed partial class SampleRequestTests(RunningService service)
{
    private static readonly string Samples = Path.Combine(Texts.Home, "samples");

    [Fact]
    public async Task Every_request_of_the_http_file_succeeds()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["url"] = service.Address.ToString().TrimEnd('/'), ["key"] = service.Key };
        var requests = (await File.ReadAllTextAsync(Path.Combine(Samples, "policy-service.http"))).Split("###")[1..];

        Assert.True(requests.Length >= 8);
        foreach (var text in requests)
        {
            var (name, request) = Read(text, place => Value(place, variables));
            using var answer = await service.Client.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{request.RequestUri}: {(int)answer.StatusCode} {body}");
            if (name is not null)
                variables[name] = body;
            request.Dispose();
        }
    }

    [CurlFact]
    public async Task The_curl_examples_run_as_they_stand()
    {
        var start = new ProcessStartInfo("/bin/sh", [Path.Combine(Samples, "requests.sh")]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["URL"] = service.Address.ToString().TrimEnd('/');
        start.Environment["KEY"] = service.Key;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await errors + await output);
        Assert.Contains("\"subject\":\"E-1001\"", await output, StringComparison.Ordinal);
        Assert.Contains("大客户经理年度绩效考核报告", await output, StringComparison.Ordinal);
        Assert.Contains("\n304\n", await output, StringComparison.Ordinal);
    }

    // Reads the subset of the format that the file uses: variables, names, a body or the content of a file, parts of earlier responses.
    private static (string? Name, HttpRequestMessage Request) Read(string text, Func<string, string> value)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n')[1..].ToList();
        var name = lines.Find(l => l.StartsWith("# @name ", StringComparison.Ordinal))?["# @name ".Length..].Trim();
        var rest = lines.SkipWhile(l => l.StartsWith('#') || string.IsNullOrWhiteSpace(l)).Select(l => Place().Replace(l, m => value(m.Groups["place"].Value))).ToList();
        var first = rest[0].Split(' ', 2);
        var request = new HttpRequestMessage(HttpMethod.Parse(first[0]), first[1]);
        var head = rest.Skip(1).TakeWhile(l => l.Length > 0).Select(l => l.Split(": ", 2)).ToDictionary(h => h[0], h => h[1], StringComparer.OrdinalIgnoreCase);
        var body = string.Join('\n', rest.Skip(2 + head.Count)).Trim();
        if (body.StartsWith("< ", StringComparison.Ordinal))
            body = File.ReadAllText(Path.Combine(Samples, body[2..]));
        if (body.Length > 0)
            request.Content = new StringContent(body, Encoding.UTF8, head["Content-Type"]);
        foreach (var (header, content) in head.Where(h => h.Key != "Content-Type"))
            request.Headers.TryAddWithoutValidation(header, content);
        return (name, request);
    }

    private static string Value(string place, Dictionary<string, string> variables)
    {
        if (variables.TryGetValue(place, out var value))
            return value;
        var parts = place.Split(".response.body.$.");
        return (string)JsonNode.Parse(variables[parts[0]])![parts[1]]!;
    }

    [GeneratedRegex(@"\{\{(?<place>[^}]+)\}\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Place();
}

/// <summary>A test that needs curl; skipped if it is not installed.</summary>
public sealed class CurlFactAttribute : FactAttribute
{
    public CurlFactAttribute()
    {
        if (!Array.Exists((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), f => File.Exists(Path.Combine(f, "curl"))))
            Skip = "`curl` is missing; install it";
    }
}
