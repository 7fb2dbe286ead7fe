using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;
using PolicyService.Faults.Jobs;

namespace PolicyApi.Tests.Jobs;

/// <summary>Tests of erasing a person in jobs, for any store.</summary>
internal static class JobErasure
{
    private const string Jobs = $"/v1/schemes/{LoadDocuments.Scheme}/jobs";
    private const string Person = "S-2";

    /// <summary>Erases a person in a job that is done.</summary>
    public static async Task DoneAsync(RunningService service)
    {
        var path = await StartAsync(service);
        await JobTests.EndedAsync(path, service);
        var before = await ResultAsync(service, path);

        var erased = await EraseAsync(service);
        var again = await EraseAsync(service);

        var after = await ResultAsync(service, path);
        Assert.Equal((1, 1, 0), ((int)erased["appraisals"]!, (int)erased["others"]!, (int)again["others"]!));
        Assert.Equal((before[0], before[2]), (after[0], after[2]));
        AssertErased(after[1]);
        var job = (await service.GetAsync(path)).Json;
        Assert.Equal((3, 3, 1), ((int)job["lines"]!, (int)job["done"]!, (int)job["failed"]!));
    }

    /// <summary>Erases a person in a job that has not been worked on yet; <paramref name="workAsync"/> starts the work.</summary>
    public static async Task WaitingAsync(RunningService service, Func<Task> workAsync)
    {
        var path = await StartAsync(service);

        var erased = await EraseAsync(service);
        await workAsync();
        await JobTests.EndedAsync(path, service);

        Assert.Equal((0, 1), ((int)erased["appraisals"]!, (int)erased["others"]!));
        var result = await ResultAsync(service, path);
        AssertErased(result[1]);
        Assert.Equal(["S-1", "S-3"], new[] { result[0], result[2] }.Select(l => (string?)JsonNode.Parse(l)!["subject"]!["id"]));
        Assert.Equal(["S-3", "S-1"], (await service.GetAsync("/v1/appraisals")).Json["items"]!.AsArray().Select(i => (string?)i!["subject"]));
    }

    /// <summary>Erases a person in a job while workers are busy with it.</summary>
    public static async Task RunningAsync(RunningService service)
    {
        var lines = string.Join('\n', Enumerable.Range(0, 1_500).Select(i => LoadDocuments.Facts(i % 2 == 0 ? 2 : 1)));
        var path = (await service.PostAsync(Jobs, lines, "application/x-ndjson")).Header("Location")!;

        var erased = await EraseAsync(service);
        await JobTests.EndedAsync(path, service);

        var result = await ResultAsync(service, path);
        Assert.Equal((750, 1_500), ((int)erased["others"]!, result.Count));
        Assert.All(result.Where((_, i) => i % 2 == 0), AssertErased);
        Assert.All(result.Where((_, i) => i % 2 == 1), l => Assert.Equal("S-1", (string?)JsonNode.Parse(l)!["subject"]!["id"]));
        Assert.Empty((await service.GetAsync($"/v1/appraisals?subject={Person}")).Json["items"]!.AsArray());
        Assert.Equal(750, (int)(await service.GetAsync(path)).Json["failed"]!);
    }

    private static async Task<string> StartAsync(RunningService service) =>
        (await service.PostAsync(Jobs, string.Join('\n', Enumerable.Range(1, 3).Select(LoadDocuments.Facts)), "application/x-ndjson")).Header("Location")!;

    private static async Task<JsonNode> EraseAsync(RunningService service)
    {
        var answer = await service.PostAsync("/v1/subjects:erase", $$"""{"subject":"{{Person}}","reason":"asked for it"}""");
        Assert.Equal(200, answer.Status);
        return answer.Json;
    }

    private static async Task<List<string>> ResultAsync(RunningService service, string path) =>
        [.. (await service.GetAsync(path + "/result")).Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    private static void AssertErased(string line)
    {
        Assert.Equal("erased", (string?)JsonNode.Parse(line)!["error"]!["code"]);
        Assert.DoesNotContain(Person, line, StringComparison.Ordinal);
    }
}
