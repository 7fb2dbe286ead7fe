using System.Text;
using System.Text.Json.Nodes;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Privacy;

/// <summary>No data of an erased person remains in the files.</summary>
public sealed class LeftBytesTests : IAsyncLifetime
{
    private const string Id = "QQ-CANARY-7741";
    private const string Name = "Canaria Namenlos";

    private readonly RunningService _service = new();

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task No_byte_of_an_erased_person_is_left_in_any_file_whatever_held_it()
    {
        var repeated = await RepeatAsync();
        await AppraiseAsync();
        await JobAsync(remove: false);
        await JobAsync(remove: true);
        await _service.StopAsync();
        Assert.NotEmpty(FilesWith(Name));
        await _service.InitializeAsync();

        var erased = await _service.PostAsync("/v1/subjects:erase", $$"""{"subject":"{{Id}}","reason":"asked for it"}""");
        var again = await RepeatAsync();
        await _service.StopAsync();

        Assert.Equal((200, 200), (repeated.Status, erased.Status));
        Assert.Equal((410, "answer-erased"), (again.Status, again.Code));
        Assert.Empty(FilesWith(Name));
        Assert.Empty(FilesWith(Id));
        await _service.InitializeAsync();
        Assert.Equal(200, (await _service.GetAsync("/v1/appraisals")).Status);
    }

    private static string Facts()
    {
        var facts = JsonNode.Parse(Texts.Manager("km-001"))!.AsObject();
        facts["managerId"] = Id;
        facts["name"] = Name;
        return facts.ToJsonString();
    }

    private async Task<Answer> RepeatAsync()
    {
        using var client = _service.ClientOf(_service.Key);
        client.DefaultRequestHeaders.Add("Idempotency-Key", "the-same");
        return await _service.SendAsync(HttpMethod.Post, "/v1/schemes/kam-annual/appraisals", Facts(), client: client);
    }

    private Task<Answer> AppraiseAsync() => _service.PostAsync("/v1/schemes/kam-annual/appraisals", Facts());

    private async Task JobAsync(bool remove)
    {
        var made = await _service.PostAsync("/v1/schemes/kam-annual/jobs", $"{Facts()}\n{Texts.OneLine(Texts.Manager("km-002"))}\n", "application/x-ndjson");
        Assert.True(made.Status == 202, made.Body);
        var path = $"/v1/jobs/{made.Json["id"]}";
        for (var patience = DateTime.UtcNow.AddSeconds(60); (string?)(await _service.GetAsync(path)).Json["status"] != "done"; await Task.Delay(50))
            Assert.True(DateTime.UtcNow < patience, "the job did not end");
        if (remove)
            Assert.InRange((await _service.SendAsync(HttpMethod.Delete, path, ifMatch: (await _service.GetAsync(path)).Header("ETag"))).Status, 200, 204);
    }

    private List<string> FilesWith(string text) =>
        [.. Directory.EnumerateFiles(_service.Folder, "*", SearchOption.AllDirectories).Where(f => Holds(f, Encoding.UTF8.GetBytes(text)))];

    private static bool Holds(string file, byte[] text)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray().AsSpan().IndexOf(text) >= 0;
    }
}
