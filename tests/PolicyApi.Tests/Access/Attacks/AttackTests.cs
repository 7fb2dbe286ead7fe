using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Access.Attacks;

/// <summary>The running service under bad requests.</summary>
public sealed class AttackTests : IAsyncLifetime
{
    // Some of them send half a body and wait.
    private readonly RunningService _service = new() { CutsSlowBodies = true };

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Hundreds_of_bad_requests_are_refused_without_a_failure_a_hang_or_a_leak_and_change_nothing()
    {
        var author = await _service.NewKeyAsync("an author", "policy-author");
        var revoked = await _service.IssueAsync(new() { ["name"] = "gone", ["roles"] = new System.Text.Json.Nodes.JsonArray("administrator") });
        await _service.PostAsync($"{revoked.Header("Location")}/revoke", "");
        var attacks = new AttackList(_service.Key, author, (string)revoked.Json["text"]!).All().ToList();
        Assert.True(attacks.Count >= 950, $"there are {attacks.Count} attacks only");
        var before = await StateAsync();
        var wrong = new List<string>();

        foreach (var attack in attacks)
        {
            var (status, text) = await RawClient.SendAsync(_service.Address, attack);
            if (!attack.IsRightlyAnswered(status) || Leak(text) is not null)
                wrong.Add($"{attack.Name}: {status} {Leak(text)} {text[..Math.Min(600, text.Length)]}");
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {attacks.Count}:\n{string.Join('\n', wrong)}");
        Assert.Equal(before, await StateAsync());
        Assert.NotEmpty((await _service.GetAsync("/v1/audit?action=refused")).Json["items"]!.AsArray());
    }

    /// <summary>Returns the state that no attack may change: the keys, the documents in force, and a known answer.</summary>
    private async Task<string> StateAsync()
    {
        var keys = (await _service.GetAsync("/v1/keys")).Json["items"]!.AsArray().Select(k => $"{k!["name"]} {k["revokedAt"]}");
        var policies = (await _service.GetAsync("/v1/policies")).Body;
        var appraisal = await _service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager("km-002"));
        Assert.Equal((200, 90m), (appraisal.Status, (decimal)appraisal.Json["scores"]!["composite"]!));
        Assert.Equal(200, (await _service.GetAsync("/readyz")).Status);
        return string.Join('\n', [.. keys, policies, (await _service.GetAsync("/v1/policies/kam-promotion/publications")).Body]);
    }

    /// <summary>
    /// Returns parts of a response that come from a stack trace, a type of the platform or a path of the machine; <see langword="null"/> if there are
    /// none.
    /// </summary>
    private string? Leak(string text)
    {
        string[] signs = ["   at ", "System.Private", "Microsoft.", "PolicyApi.", "PolicyEngine.", "Exception", "LiteDB", ".cs:", _service.Folder, AppContext.BaseDirectory, "root:x:", "\nSet-Cookie", "forged\n"];
        return signs.FirstOrDefault(s => text.Contains(s, StringComparison.Ordinal)) is { } sign ? $"tells `{sign}`" : null;
    }
}
