using System.Security.Cryptography;
using System.Text;
using PolicyApi.Audit.Heads;
using PolicyApi.Tests.Http;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Audit;

/// <summary>The signed head of the audit log and its export.</summary>
public sealed class HeadTests
{
    [Fact]
    public async Task A_head_names_the_last_entry_and_the_last_seal_and_is_signed()
    {
        await using var service = await OpenAsync();
        await service.Value.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1","avg_training_score":75}""");

        var answer = await service.Value.GetAsync("/v1/audit/head");
        var head = SignedHead.Read(Encoding.UTF8.GetBytes(answer.Body));
        var last = (await service.Value.GetAsync("/v1/audit?pageSize=1")).Json["items"]![0]!;

        Assert.True(head.IsGenuine());
        Assert.Equal(((long)last["sequence"]!, (string)last["hash"]!), (head.Journal.Sequence, head.Journal.Hash));
        Assert.Equal(1, Assert.Single(head.Seals).Sequence);
        Assert.False((head with { At = head.At.AddMilliseconds(1) }).IsGenuine());
        Assert.False((head with { Journal = head.Journal with { Sequence = 1 } }).IsGenuine());
        Assert.False((head with { Seals = [] }).IsGenuine());
        Assert.False((head with { KeyId = new string('0', 64) }).IsGenuine());
    }

    [Fact]
    public async Task The_signing_key_is_made_once_for_its_owner_alone_and_outlives_a_restart()
    {
        await using var service = await OpenAsync();
        var before = (string?)(await service.Value.GetAsync("/v1/audit/head")).Json["keyId"];

        await service.Value.RestartAsync();

        Assert.Equal(before, (string?)(await service.Value.GetAsync("/v1/audit/head")).Json["keyId"]);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(service.Value.Folder, "audit-signing.key")));
    }

    [Fact]
    public async Task A_signing_key_of_ones_own_is_used()
    {
        var folder = new TempFolder();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.Combine(folder.Path, "signing.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        await using (var service = await OpenAsync("--Audit:SigningKeyFile", file))
        {
            var head = (await service.Value.GetAsync("/v1/audit/head")).Json;
            Assert.Equal(Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()), (string?)head["publicKey"]);
        }

        folder.Remove();
    }

    [Fact]
    public async Task A_head_is_exported_when_the_service_starts_and_on_demand()
    {
        var folder = new TempFolder();
        await using (var service = await OpenAsync("--Audit:ExportFolder", folder.Path))
        {
            await ThereIsAsync(folder.Path, 1);
            var exported = await service.Value.PostAsync("/v1/audit/head:export", "");
            var file = Path.Combine(folder.Path, (string)exported.Json["file"]!);

            Assert.Equal(200, exported.Status);
            Assert.True(SignedHead.Read(await File.ReadAllBytesAsync(file)).IsGenuine());
        }

        folder.Remove();
    }

    [Fact]
    public async Task A_head_is_posted_and_again_when_it_was_not_taken()
    {
        await using var webhook = await Webhook.StartAsync(500, 200);

        await using var service = await OpenAsync("--Audit:Webhook", webhook.Address);

        var bodies = await webhook.Received.WaitAsync(Patience.Most);
        Assert.Equal(bodies[0], bodies[1]);
        Assert.True(SignedHead.Read(Encoding.UTF8.GetBytes(bodies[1])).IsGenuine());
    }

    [Fact]
    public async Task With_nowhere_to_export_to_exporting_is_refused()
    {
        await using var service = await OpenAsync();

        var answer = await service.Value.PostAsync("/v1/audit/head:export", "");

        Assert.Equal((409, "no-export"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("--Audit:Webhook", "http://example.com/x", "`Audit:Webhook`")]
    [InlineData("--Audit:HeadMinutes", "0", "`Audit:HeadMinutes`")]
    [InlineData("--Access:Proxies:0", "not an address", "`Access:Proxies`")]
    [InlineData("--Retention:DecisionDays", "0", "`Retention:DecisionDays`")]
    public async Task A_setting_that_cannot_hold_stops_the_start(string name, string value, string said)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => OpenAsync(name, value));

        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
    }

    private static Task ThereIsAsync(string folder, int files) =>
        Patience.UntilAsync(() => Directory.GetFiles(folder, "*.json").Length >= files, $"there are {files} heads in the folder");

    private static async Task<Lease> OpenAsync(params string[] settings)
    {
        var service = new RunningService { Settings = settings };
        await service.InitializeAsync();
        return new Lease(service);
    }

    private sealed class Lease(RunningService value) : IAsyncDisposable
    {
        public RunningService Value => value;

        public async ValueTask DisposeAsync() => await value.DisposeAsync();
    }
}
