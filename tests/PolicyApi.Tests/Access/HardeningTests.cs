using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyApi.Platform.Settings;
using PolicyApi.Tests.Http;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Access;

/// <summary>Protections that apply to every request.</summary>
public sealed class HardeningTests
{
    [Fact]
    public async Task A_key_over_its_rate_is_told_when_to_come_back_and_others_go_on()
    {
        await using var service = await OpenAsync("--Limits:RequestsPerSecond", "1", "--Limits:RequestBurst", "5");
        using var quiet = service.Value.ClientOf(await service.Value.NewKeyAsync("quiet", "auditor"));
        using var busy = service.Value.ClientOf(await service.Value.NewKeyAsync("busy", "auditor"));

        // How many pass depends on how long it takes.
        var answers = new List<Answer>();
        var watch = Stopwatch.StartNew();
        while (!answers.Exists(a => a.Status != 200))
        {
            Assert.True(watch.Elapsed < Patience.Most, "it is never refused");
            answers.AddRange(await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => service.Value.SendAsync(HttpMethod.Get, "/v1/me", client: busy))));
        }

        Assert.All(answers.Where(a => a.Status != 200), a => Assert.Equal((429, "application/problem+json", "too-many-requests", "1"), (a.Status, a.MediaType, a.Code, a.Header("Retry-After"))));
        Assert.InRange(answers.Count(a => a.Status == 200), 5, 6 + (int)watch.Elapsed.TotalSeconds);
        Assert.Equal(200, (await service.Value.SendAsync(HttpMethod.Get, "/v1/me", client: quiet)).Status);
        Assert.Equal(200, (await service.Value.SendAsync(HttpMethod.Get, "/livez", client: busy)).Status);
    }

    [Fact]
    public async Task Who_guesses_keys_is_slowed_down_by_address()
    {
        await using var service = await OpenAsync("--Limits:StrangerRequestsPerSecond", "1", "--Limits:StrangerRequestBurst", "5");
        var statuses = new List<int>();

        await Patience.UntilAsync(
            async () =>
            {
                statuses.AddRange(await Task.WhenAll(Enumerable.Range(0, 6).Select(i => GuessAsync(service.Value, statuses.Count + i))));
                return statuses.Contains(429);
            },
            "who guesses is slowed down");

        Assert.Equal([401, 429], statuses.Distinct().Order());
        Assert.True(statuses.Count(s => s == 401) >= 5);
        Assert.Equal(200, (await service.Value.GetAsync("/v1/me")).Status);
        Assert.Equal(200, (await service.Value.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_from_mischief()
    {
        await using var service = await OpenAsync();
        using var nobody = service.Value.ClientOf(string.Empty);

        foreach (var path in new[] { "/livez", "/v1/me", "/nope", "/v1/policies", "/openapi/v1.json", "/swagger/index.html" })
        {
            var answer = await service.Value.SendAsync(HttpMethod.Get, path, client: nobody);

            Assert.Equal(("nosniff", "no-referrer"), (answer.Header("X-Content-Type-Options"), answer.Header("Referrer-Policy")));
            Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Null(answer.Header("Server"));
            Assert.Null(answer.Header("X-Powered-By"));
        }

        Assert.Equal("no-store", (await service.Value.GetAsync("/v1/policies")).Header("Cache-Control"));
    }

    [Fact]
    public async Task No_other_site_may_read_an_answer()
    {
        await using var service = await OpenAsync();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/policies");
        preflight.Headers.Add("Origin", "https://evil.example.com");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        using var simple = new HttpRequestMessage(HttpMethod.Get, "/v1/policies");
        simple.Headers.Add("Origin", "https://evil.example.com");

        foreach (var request in new[] { preflight, simple })
        {
            using var response = await service.Value.Client.SendAsync(request);
            Assert.DoesNotContain(response.Headers, h => h.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task No_key_reaches_the_log_or_a_problem()
    {
        var log = new LogSink();
        await using var service = await OpenAsync(
            services => services.AddLogging(logging => logging.ClearProviders().AddProvider(log).AddFilter<LogSink>(null, LogLevel.Trace)));
        var secret = await service.Value.NewKeyAsync("secretive", "evaluator");
        using var own = service.Value.ClientOf(secret);
        var appraisal = (await service.Value.SendAsync(HttpMethod.Post, "/v1/schemes/kam-annual/appraisals", Texts.Manager("km-001"), client: own)).Header("Location")!;
        var wrong = "ps_0123456789abcdef_" + new string('7', 64);
        using var guesser = service.Value.ClientOf(wrong);

        string[] problems =
        [
            (await service.Value.SendAsync(HttpMethod.Get, "/v1/keys", client: own)).Body,
            (await service.Value.SendAsync(HttpMethod.Get, "/v1/keys", client: guesser)).Body,
            (await service.Value.SendAsync(HttpMethod.Get, appraisal, client: own)).Body[..100],
        ];

        foreach (var text in new[] { secret, wrong, service.Value.Key, service.Value.BootstrapKey() })
        {
            Assert.DoesNotContain(text[^64..], log.Text, StringComparison.Ordinal);
            Assert.All(problems, p => Assert.DoesNotContain(text[^64..], p, StringComparison.Ordinal));
        }

        Assert.Contains("refused (forbidden) `key:secretive`: ", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_the_wrong_place_is_not_noted()
    {
        var log = new LogSink();
        await using var service = await OpenAsync(
            services => services.AddLogging(logging => logging.ClearProviders().AddProvider(log).AddFilter<LogSink>(null, LogLevel.Information)));
        var secret = await service.Value.NewKeyAsync("misplaced", "evaluator");
        using var own = service.Value.ClientOf(secret);
        using var nobody = service.Value.ClientOf(string.Empty);
        foreach (var path in new[] { $"/v1/keys/{secret}", $"/{secret}", $"/v1/keys?text={secret}" })
        {
            foreach (var client in new[] { own, nobody })
                await service.Value.SendAsync(HttpMethod.Get, path, client: client);
        }

        // Refusals are written in the background; stopping waits for them.
        await service.Value.RestartAsync();
        var journal = (await service.Value.GetAsync("/v1/audit?action=refused")).Body;

        Assert.Contains("/v1/keys/{id}", journal, StringComparison.Ordinal);
        var noted = log.Text.Split('\n').Where(l => l.Contains("refused (", StringComparison.Ordinal)).ToList();
        Assert.Contains(noted, l => l.Contains("/v1/keys/{id}, trace", StringComparison.Ordinal));
        Assert.All(noted, l => Assert.DoesNotContain(secret[^64..], l, StringComparison.Ordinal));
        Assert.DoesNotContain(secret[^64..], journal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Long: ", 20_000, 1)]
    [InlineData("X-Many", 8, 100)]
    public async Task Too_many_or_too_long_headers_are_refused(string name, int length, int times)
    {
        await using var service = await OpenAsync();
        var headers = string.Concat(Enumerable.Range(0, times).Select(i => $"{name.TrimEnd(' ', ':')}{i}: {new string('x', length)}\r\n"));

        Assert.StartsWith("HTTP/1.1 431", await RawAsync(service.Value.Address, $"GET /livez HTTP/1.1\r\nHost: x\r\n{headers}\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_never_end_are_not_waited_for()
    {
        await using var service = await OpenAsync("--Limits:HeaderSeconds", "1");

        var answer = await RawAsync(service.Value.Address, "GET /livez HTTP/1.1\r\nHost: x\r\nX-Slow: ");

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_was_open_to_others_is_closed()
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = new TempFolder();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);

        await using (await PolicyApi.Platform.Hosting.PolicyApiHost.BuildAsync(["--urls", "http://127.0.0.1:0", "--Store:Folder", folder.Path, "--Logging:LogLevel:Default", "None"]))
            Assert.Equal((UnixFileMode)0b111_000_000, File.GetUnixFileMode(folder.Path));

        folder.Remove();
    }

    [Theory]
    [InlineData(0b111_101_101, "notes.txt")]
    [InlineData(0b1_111_111_111, null)]
    public async Task A_folder_that_others_use_is_not_taken_and_stays_as_open_as_it_was(int mode, string? theirs)
    {
        if (OperatingSystem.IsWindows())
            return;
        var folder = new TempFolder();
        if (theirs is not null)
            await File.WriteAllTextAsync(Path.Combine(folder.Path, theirs), "theirs");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)mode);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(() => PolicyApi.Platform.Hosting.PolicyApiHost.BuildAsync(["--urls", "http://127.0.0.1:0", "--Store:Folder", folder.Path, "--Logging:LogLevel:Default", "None"]));

        Assert.Contains("`Store:Folder`", refused.Message, StringComparison.Ordinal);
        Assert.Equal((UnixFileMode)mode, File.GetUnixFileMode(folder.Path));
        Assert.Equal(theirs is null ? [] : [theirs], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName));
        folder.Remove();
    }

    [Theory]
    [InlineData("Limits:RequestsPerSecond", "0")]
    [InlineData("Limits:RequestBurst", "0")]
    [InlineData("Limits:HeaderBytes", "1")]
    [InlineData("Limits:Connections", "1")]
    public async Task A_limit_out_of_its_range_stops_the_start(string name, string value)
    {
        var service = new RunningService { Settings = [$"--{name}={value}"] };

        var refused = await Assert.ThrowsAsync<SettingsException>(service.InitializeAsync);

        Assert.Contains(name.Split(':')[1], refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_service_speaks_https_by_its_settings_alone()
    {
        var folder = new TempFolder();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tls.crt"), certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "tls.key"), key.ExportPkcs8PrivateKeyPem());
        var log = new LogSink();
        await using var app = await PolicyApi.Platform.Hosting.PolicyApiHost.BuildAsync(
            [
                "--Store:Folder", Path.Combine(folder.Path, "data"), "--Kestrel:Endpoints:Https:Url", "https://127.0.0.1:0",
                "--Kestrel:Endpoints:Https:Certificate:Path", Path.Combine(folder.Path, "tls.crt"),
                "--Kestrel:Endpoints:Https:Certificate:KeyPath", Path.Combine(folder.Path, "tls.key"),
            ],
            builder => builder.Logging.ClearProviders().AddProvider(log));
        await app.StartAsync();

        // This client trusts only the generated certificate, so a response proves that it was the one presented.
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { certificate },
        };
        using var client = new HttpClient(handler);

        using var response = await client.GetAsync(new Uri(new Uri(app.Urls.Single()), "/livez"));

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
        await app.StopAsync();
        folder.Remove();
    }

    private static async Task<int> GuessAsync(RunningService service, int number)
    {
        using var stranger = service.ClientOf($"ps_{number:x16}_{new string('0', 64)}");
        return (await service.SendAsync(HttpMethod.Get, "/v1/me", client: stranger)).Status;
    }

    private static async Task<string> RawAsync(Uri address, string request)
    {
        using var patience = new CancellationTokenSource(Patience.Most);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(address.Host, address.Port, patience.Token);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), patience.Token);
        var buffer = new byte[4_096];
        var read = await tcp.GetStream().ReadAsync(buffer, patience.Token);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }

    private static Task<Lease> OpenAsync(params string[] settings) => Lease.OpenAsync(new RunningService { Settings = settings });

    private static Task<Lease> OpenAsync(Action<IServiceCollection> replace) => Lease.OpenAsync(new RunningService { Replace = replace });

    private sealed class Lease(RunningService value) : IAsyncDisposable
    {
        public RunningService Value => value;

        public static async Task<Lease> OpenAsync(RunningService service)
        {
            await service.InitializeAsync();
            return new Lease(service);
        }

        public async ValueTask DisposeAsync() => await value.DisposeAsync();
    }
}
