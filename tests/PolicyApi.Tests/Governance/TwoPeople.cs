using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Governance;

/// <summary>A service that requires approval by a second person, and people with keys of their own.</summary>
public sealed class TwoPeople : IAsyncLifetime
{
    internal RunningService Service { get; } = new() { Settings = ["--Governance:SinglePerson", "false"] };

    internal HttpClient Author { get; private set; } = null!;

    /// <summary>A person who may write and approve, but not both for the same version.</summary>
    internal HttpClient Both { get; private set; } = null!;

    internal HttpClient Approver { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Service.InitializeAsync();
        Author = await ClientAsync("author", "policy-author", "evaluator");
        Both = await ClientAsync("both", "policy-author", "policy-approver");
        Approver = await ClientAsync("approver", "policy-approver");
    }

    public async Task DisposeAsync()
    {
        Author.Dispose();
        Both.Dispose();
        Approver.Dispose();
        await Service.DisposeAsync();
    }

    /// <summary>Sends a POST; unless <paramref name="ifMatch"/> is given, the tag of what a step changes is read first.</summary>
    internal async Task<Answer> PostAsync(HttpClient who, string path, string body = "", string? ifMatch = null) =>
        await Service.SendAsync(HttpMethod.Post, path, body, ifMatch: ifMatch ?? await Service.TagForAsync(path), client: who);

    internal Task<Answer> PutAsync(HttpClient who, string path, string body, string? ifMatch) =>
        Service.SendAsync(HttpMethod.Put, path, body, ifMatch: ifMatch, client: who);

    internal Task<Answer> GetAsync(string path) => Service.GetAsync(path);

    /// <summary>Creates a draft by the author, and returns its id, path and ETag.</summary>
    internal async Task<(string Id, string Path, string ETag)> DraftAsync(string? id = null, int least = 70, HttpClient? by = null)
    {
        var name = id ?? Texts.NewId();
        var drafted = await PostAsync(by ?? Author, id is null ? "/v1/policies" : $"/v1/policies/{name}/versions", Texts.PolicyText(name, least: least));
        Assert.True(drafted.Status == 201, drafted.Body);
        return (name, drafted.Header("Location")!, drafted.Header("ETag")!);
    }

    /// <summary>Creates a draft with a given id by the author.</summary>
    internal async Task DraftNamedAsync(string id) => Assert.Equal(201, (await PostAsync(Author, "/v1/policies", Texts.PolicyText(id))).Status);

    /// <summary>Submits a version as the author and approves it as the approver.</summary>
    internal async Task ApproveAsync(string path, string etag)
    {
        Assert.Equal(200, (await PostAsync(Author, path + "/submit")).Status);
        var approved = await PostAsync(Approver, path + "/approve", ifMatch: etag);
        Assert.True(approved.Status == 200, approved.Body);
    }

    /// <summary>Creates a version and takes it through all steps to its publication.</summary>
    internal async Task<(string Id, string Path, string ETag)> PublishedAsync(string from, string? id = null, int least = 70)
    {
        var draft = await DraftAsync(id, least);
        await ApproveAsync(draft.Path, draft.ETag);
        var published = await PostAsync(Approver, draft.Path + "/publish", $$"""{"effectiveFrom":"{{from}}","reason":"agreed"}""");
        Assert.True(published.Status == 201, published.Body);
        return draft;
    }

    private async Task<HttpClient> ClientAsync(string name, params string[] roles) => Service.ClientOf(await Service.NewKeyAsync(name, roles));
}
