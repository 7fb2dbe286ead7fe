using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using PolicyApi.Platform.Settings;
using PolicyApi.Tests.Http;

namespace PolicyApi.Tests.Access;

/// <summary>Tokens of an issuer whose keys the service fetches.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private Issuer? _issuer;
    private RunningService? _service;

    private Issuer Sso => _issuer!;

    private RunningService Service => _service!;

    public async Task InitializeAsync()
    {
        _issuer = await Issuer.StartAsync();
        _service = new RunningService
        {
            Settings =
            [
                "--Access:Tokens:Authority", Sso.Address, "--Access:Tokens:Audience", Issuer.Audience,
                "--Access:Tokens:RoleClaim", "groups", "--Access:Tokens:ManagerClaim", "staff",
                "--Access:Tokens:Roles:policy-author:0", "HR", "--Access:Tokens:Roles:auditor:0", "Audit", "--Access:Tokens:Roles:own-report-reader:0", "Managers",
            ],
        };
        await _service.InitializeAsync();

        // The service waits for the issuer's keys no longer than a few seconds, which is little on a busy machine.
        await Patience.UntilAsync(async () => (await AsAsync(Sso.Token(Claims("first", "Audit")), "/v1/me")).Status == 200, "the service has the issuer's keys");
    }

    public async Task DisposeAsync()
    {
        await Service.DisposeAsync();
        await Sso.DisposeAsync();
    }

    [Fact]
    public async Task A_token_lets_its_holder_in_with_the_roles_that_its_groups_give()
    {
        var self = await AsAsync(Sso.Token(Claims("wang.li", "HR", "Audit", "administrator")), "/v1/me");

        Assert.Equal((200, "token:wang.li"), (self.Status, (string?)self.Json["actor"]));
        Assert.Equal(["policy-author", "auditor"], self.Json["roles"]!.AsArray().Select(r => (string)r!));
    }

    [Fact]
    public async Task A_token_without_a_known_group_may_do_nothing()
    {
        var token = Sso.Token(Claims("wang.li", "Sales"));

        Assert.Equal((403, "forbidden"), ((await AsAsync(token, "/v1/policies")).Status, (await AsAsync(token, "/v1/me")).Code));
    }

    [Fact]
    public async Task What_a_token_changes_is_done_in_its_name()
    {
        using var client = Service.ClientOf(Sso.Token(Claims("wang.li", "HR")));
        var id = Texts.NewId();

        await Service.SendAsync(HttpMethod.Post, "/v1/policies", Texts.PolicyText(id), client: client);

        Assert.Equal("token:wang.li", (string?)(await Service.GetAsync($"/v1/policies/{id}/versions")).Json["items"]![0]!["createdBy"]);
    }

    [Fact]
    public async Task Claims_named_like_this_services_own_give_nothing()
    {
        var claims = new Dictionary<string, object>(Claims("wang.li", "Managers"), StringComparer.Ordinal)
        {
            ["role"] = "administrator",
            ["name"] = "bootstrap",
            ["manager"] = "KM-001",
            ["roles"] = new[] { "administrator" },
        };

        var self = await AsAsync(Sso.Token(claims), "/v1/me");

        Assert.Equal("""{"actor":"token:wang.li","roles":["own-report-reader"]}""", self.Body);
    }

    [Fact]
    public async Task A_managers_token_reads_that_managers_appraisals_and_nobody_elses()
    {
        using var evaluator = Service.ClientOf(await Service.NewKeyAsync("system", "evaluator"));
        var own = await AppraiseAsync(evaluator, "km-001");
        var other = await AppraiseAsync(evaluator, "km-002");
        var token = Sso.Token(new Dictionary<string, object>(Claims("shen", "Managers"), StringComparer.Ordinal) { ["staff"] = "KM-001" });
        var unnamed = Sso.Token(Claims("shen", "Managers"));
        var missing = "/v1/appraisals/apr_" + new string('0', 32);

        foreach (var (suffix, method) in new[] { ("", "GET"), ("/report?lang=en", "GET"), ("/report-links?lang=en", "POST") })
        {
            Assert.InRange((await AsAsync(token, own + suffix, method)).Status, 200, 201);
            var absent = await AsAsync(token, missing + suffix, method);
            Assert.Equal(404, absent.Status);
            foreach (var (who, path) in new[] { (token, other), (unnamed, own), (unnamed, other) })
                AssertSame(absent, missing, await AsAsync(who, path + suffix, method), path);
        }
    }

    public static TheoryData<string> Bad => ["none", "other key", "expired", "not yet", "other audience", "other issuer", "shared secret", "unsigned", "changed", "no expiry", "no name"];

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_token_that_is_not_valid_is_refused(string fault)
    {
        var answer = await AsAsync(Spoilt(fault), "/v1/me");

        Assert.Equal((401, fault == "expired" ? "token-expired" : "unauthenticated"), (answer.Status, answer.Code));
        Assert.DoesNotContain("IDX", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not yet", "is not valid yet (`nbf`)")]
    [InlineData("other audience", "is for another audience (`aud`)")]
    [InlineData("other issuer", "is from another issuer (`iss`)")]
    [InlineData("no expiry", "never expires")]
    [InlineData("no name", "claim `sub` must name its holder")]
    [InlineData("unknown key", "has not published the key")]
    public async Task The_refusal_of_a_token_says_what_is_wrong_with_it(string fault, string words) =>
        Assert.Contains(words, (string?)(await AsAsync(Spoilt(fault), "/v1/me")).Json["detail"], StringComparison.Ordinal);

    [Theory]
    [InlineData(" wang.li")]
    [InlineData("wang.li\u00a0")]
    [InlineData("wang\u200b.li")]
    [InlineData("il.gnaw\u202e")]
    public async Task A_name_that_looks_like_another_is_refused(string name) =>
        Assert.Equal((401, "unauthenticated"), ((await AsAsync(Sso.Token(Claims(name, "Audit")), "/v1/me")).Status, (await AsAsync(Sso.Token(Claims(name, "Audit")), "/v1/me")).Code));

    [Fact]
    public async Task A_token_that_names_two_managers_names_none()
    {
        var token = Sso.Token(new Dictionary<string, object>(Claims("shen", "Managers"), StringComparer.Ordinal) { ["staff"] = new[] { "KM-001", "KM-002" } });

        Assert.Equal("""{"actor":"token:shen","roles":["own-report-reader"]}""", (await AsAsync(token, "/v1/me")).Body);
    }

    [Fact]
    public async Task When_the_issuer_changes_its_key_the_new_one_is_taken_and_the_old_one_no_more()
    {
        var old = Sso.Token(Claims("wang.li", "Audit"));
        Assert.Equal(200, (await AsAsync(old, "/v1/me")).Status);
        Sso.ChangeKey();
        var fresh = Sso.Token(Claims("wang.li", "Audit"));

        for (var waited = 0; (await AsAsync(fresh, "/v1/me")).Status != 200; waited++)
        {
            Assert.True(waited < 600, "the new key was not fetched within a minute");
            await Task.Delay(100);
        }

        Assert.Equal(401, (await AsAsync(old, "/v1/me")).Status);
    }

    [Fact]
    public async Task A_key_named_like_a_token_cannot_approve_what_the_token_wrote()
    {
        var own = new RunningService { Settings = [.. Service.Settings, "--Governance:SinglePerson=false"] };
        await own.InitializeAsync();
        using var author = own.ClientOf(Sso.Token(Claims("Wang.Li", "HR")));
        using var approver = own.ClientOf(await own.NewKeyAsync("wang.li", "policy-approver"));
        using var other = own.ClientOf(await own.NewKeyAsync("chen.mei", "policy-approver"));
        var id = Texts.NewId();
        var written = await own.SendAsync(HttpMethod.Post, "/v1/policies", Texts.PolicyText(id), client: author);
        var version = $"/v1/policies/{id}/versions/1";
        await own.SendAsync(HttpMethod.Post, version + "/submit", ifMatch: written.Header("ETag"), client: author);

        var refused = await own.SendAsync(HttpMethod.Post, version + "/approve", ifMatch: written.Header("ETag"), client: approver);

        Assert.Equal((403, "own-content"), (refused.Status, refused.Code));
        Assert.Equal(200, (await own.SendAsync(HttpMethod.Post, version + "/approve", ifMatch: written.Header("ETag"), client: other)).Status);
        await own.DisposeAsync();
    }

    [Theory]
    [InlineData("Authority", "http://login.example.com")]
    [InlineData("Authority", "nonsense")]
    [InlineData("Roles:root:0", "HR")]
    [InlineData("Audience", "")]
    public async Task Settings_that_are_not_safe_stop_the_start(string name, string value)
    {
        var own = new RunningService { Settings = [.. Service.Settings, $"--Access:Tokens:{name}={value}"] };

        var refused = await Assert.ThrowsAsync<SettingsException>(own.InitializeAsync);

        Assert.Contains("Access:Tokens", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_issuer_cannot_be_reached_tokens_wait_and_keys_go_on()
    {
        var own = new RunningService { Settings = ["--Access:Tokens:Authority", "http://127.0.0.1:9", "--Access:Tokens:Audience", Issuer.Audience] };
        await own.InitializeAsync();
        using var client = own.ClientOf(Sso.Token(Claims("wang.li", "Audit")));

        var refused = await own.SendAsync(HttpMethod.Get, "/v1/me", client: client);

        Assert.Equal((503, "issuer-unreachable"), (refused.Status, refused.Code));
        Assert.NotNull(refused.Header("Retry-After"));
        Assert.Equal(200, (await own.GetAsync("/v1/me")).Status);
        await own.DisposeAsync();
    }

    private static void AssertSame(Answer expected, string expectedPath, Answer actual, string actualPath) => Assert.Equal(
        Neutral(expected, expectedPath),
        Neutral(actual, actualPath));

    private static string Neutral(Answer answer, string path) =>
        $"{answer.Status} {string.Join('\n', answer.Headers.Where(h => h.Key != "Date").Select(h => $"{h.Key}: {h.Value}").Order(StringComparer.Ordinal))} "
        + Texts.Problem(answer.Body).Replace(path.Split('/')[^1], "ID", StringComparison.Ordinal);

    private static Dictionary<string, object> Claims(string name, params string[] groups) => new(StringComparer.Ordinal) { ["sub"] = name, ["groups"] = groups };

    private string Spoilt(string fault)
    {
        var claims = Claims("wang.li", "Audit");
        using var other = RSA.Create(2048);
        return fault switch
        {
            "none" => $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Sso.Token(claims).Split('.')[1]}.",
            "other key" => Sso.Token(claims, d => d.SigningCredentials = new SigningCredentials(new RsaSecurityKey(other.ExportParameters(true)) { KeyId = "one" }, SecurityAlgorithms.RsaSha256)),
            "unknown key" => Sso.Token(claims, d => d.SigningCredentials = new SigningCredentials(new RsaSecurityKey(other.ExportParameters(true)) { KeyId = "three" }, SecurityAlgorithms.RsaSha256)),
            "expired" => Sso.Token(claims, d => d.Expires = DateTime.UtcNow.AddMinutes(-2)),
            "not yet" => Sso.Token(claims, d => d.NotBefore = DateTime.UtcNow.AddMinutes(5)),
            "other audience" => Sso.Token(claims, d => d.Audience = "payroll"),
            "other issuer" => Sso.Token(claims, d => d.Issuer = "https://evil.example.com"),
            "shared secret" => Sso.Token(claims, d => d.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Sso.PublicPem()) { KeyId = "one" }, SecurityAlgorithms.HmacSha256)),
            "unsigned" => Sso.Token(claims)[..(Sso.Token(claims).LastIndexOf('.') + 1)],
            "changed" => Changed(Sso.Token(claims)),
            "no expiry" => Sso.Token(claims, d => d.Expires = null),
            "no name" => Sso.Token(new Dictionary<string, object>(StringComparer.Ordinal) { ["groups"] = new[] { "Audit" } }),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no such fault"),
        };
    }

    private static string Changed(string token)
    {
        var parts = token.Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace("Audit", "HR", StringComparison.Ordinal);
        return $"{parts[0]}.{Part(claims)}.{parts[2]}";
    }

    private static string Part(string text) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(text));

    private async Task<string> AppraiseAsync(HttpClient client, string manager) =>
        (await Service.SendAsync(HttpMethod.Post, "/v1/schemes/kam-annual/appraisals", Texts.Manager(manager), client: client)).Header("Location")!;

    private async Task<Answer> AsAsync(string token, string path, string method = "GET")
    {
        using var client = Service.ClientOf(token);
        return await Service.SendAsync(new HttpMethod(method), path, client: client);
    }
}
