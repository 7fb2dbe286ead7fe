using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using PolicyApi.Tests.Catalog;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>Sends the requests in docs/story.md as they are written there.</summary>
public sealed partial class StoryTests : IAsyncLifetime
{
    private readonly TestClock _clock = new(new DateTimeOffset(2026, 1, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HttpClient> _people = new(StringComparer.Ordinal);
    private readonly RunningService _service;

    public StoryTests() => _service = new RunningService
    {
        Settings = ["--Governance:SinglePerson", "false"],
        Replace = services => services.AddSingleton<TimeProvider>(_clock),
    };

    public async Task InitializeAsync()
    {
        await _service.InitializeAsync();
        _people["author"] = _service.ClientOf(await _service.NewKeyAsync("author", "policy-author"));
        _people["approver"] = _service.ClientOf(await _service.NewKeyAsync("approver", "policy-approver"));
        _people["system"] = _service.ClientOf(await _service.NewKeyAsync("system", "evaluator"));
        _people["auditor"] = _service.ClientOf(await _service.NewKeyAsync("auditor", "auditor"));
    }

    public async Task DisposeAsync()
    {
        foreach (var client in _people.Values)
            client.Dispose();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task The_story_is_told_as_it_stands_in_the_documents()
    {
        var steps = Blocks().Matches(await File.ReadAllTextAsync(Path.Combine(Texts.Home, "docs", "story.md")))
            .SelectMany(b => b.Groups["text"].Value.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)).ToList();

        Assert.True(steps.Count > 25);
        foreach (var step in steps)
            await TellAsync(step.Trim('\n').Split('\n'));
    }

    private async Task TellAsync(string[] lines)
    {
        if (lines[0].StartsWith("clock ", StringComparison.Ordinal))
        {
            _clock.Now = new DateTimeOffset(DateTime.Parse(lines[0]["clock ".Length..], System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero).AddHours(9);
            return;
        }

        var head = lines[0].Split(' ');
        var arrow = Array.FindIndex(lines, l => l.StartsWith('→'));
        var matches = lines[1].StartsWith("If-Match: ", StringComparison.Ordinal);
        var body = string.Join('\n', lines[(matches ? 2 : 1)..arrow]);
        var keeps = lines.Skip(arrow).Where(l => l.StartsWith("keep ", StringComparison.Ordinal)).ToList();
        var expected = string.Join('\n', lines.Skip(arrow).Except(keeps, StringComparer.Ordinal))[2..];

        // One second later, so that nothing depends on two things happening at the same time.
        _clock.Now += TimeSpan.FromSeconds(1);
        var answer = await _service.SendAsync(
            new HttpMethod(head[1]), Filled(head[2]), head[1] == "GET" ? null : body, ifMatch: matches ? Filled(lines[1]["If-Match: ".Length..]) : null, client: _people[head[0]]);

        Assert.True(expected.StartsWith($"{answer.Status} ", StringComparison.Ordinal), $"{lines[0]}\n{expected}\n{answer.Status} {answer.Body}");
        var wanted = JsonNode.Parse(Filled(expected[4..]))!;
        Assert.True(Has(answer.Json, wanted), $"{lines[0]}\nthe document says {wanted.ToJsonString()}\nthe answer was {answer.Body}");
        foreach (var keep in keeps.Select(k => k["keep ".Length..].Split(" = ")))
            _kept[keep[0]] = keep[1] == "ETag" ? answer.Header("ETag")! : answer.Json[keep[1][1..]]!.ToString();
    }

    private string Filled(string text) => _kept.Aggregate(text, (t, k) => t.Replace($"{{{k.Key}}}", k.Value, StringComparison.Ordinal));

    /// <summary>Whether an answer contains what the story shows: every member, and every list item in order; an empty list must be empty.</summary>
    private static bool Has(JsonNode? actual, JsonNode? told)
    {
        switch (told)
        {
            case JsonObject members:
                return actual is JsonObject found && members.All(m => found.TryGetPropertyValue(m.Key, out var value) && Has(value, m.Value));
            case JsonArray { Count: 0 }:
                return actual is JsonArray { Count: 0 };
            case JsonArray items:
                var from = 0;
                return actual is JsonArray list && items.All(i =>
                {
                    while (from < list.Count)
                    {
                        if (Has(list[from++], i))
                            return true;
                    }

                    return false;
                });
            default:
                return JsonNode.DeepEquals(actual, told);
        }
    }

    [GeneratedRegex("^```story\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Blocks();
}
