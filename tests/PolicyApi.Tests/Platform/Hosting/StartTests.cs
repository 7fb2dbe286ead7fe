using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using PolicyApi.Platform.Hosting;
using PolicyApi.Platform.Settings;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Platform.Hosting;

/// <summary>The service's program when it cannot start: its message and its exit code.</summary>
public sealed class StartTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Remove();

    [Fact]
    public async Task With_wrong_settings_it_ends_with_78_which_nobody_need_try_again()
    {
        var (code, said) = await RunAsync("--Limits:Headers", "0");

        Assert.Equal((78, "the service cannot start: correct the settings:\n  `Limits:Headers` is 0; it must lie between 16 and 200.\n"), (code, said));
    }

    [Fact]
    public async Task On_a_port_that_is_taken_it_ends_with_1_and_says_so_in_one_line_and_makes_nothing()
    {
        var data = Path.Combine(_folder.Path, "data");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        var (code, said) = await RunAsync("--urls", address, "--Store:Folder", data, "--Store:Seed", "false");

        Assert.False(Directory.Exists(data));
        Assert.Equal((1, $"the service cannot start: Failed to bind to address {address}: address already in use; correct `--urls` (in the environment `ASPNETCORE_URLS`) or the section `Kestrel`.\n"), (code, said));
    }

    [Fact]
    public async Task Ports_that_are_named_without_an_address_are_looked_for_before_anything_is_made_as_well()
    {
        var data = Path.Combine(_folder.Path, "data");
        using var taken = new TcpListener(IPAddress.Any, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (code, said) = await RunAsync("--http_ports", $"{port}", "--Store:Folder", data, "--Store:Seed", "false");

        Assert.False(Directory.Exists(data));
        Assert.Equal((1, $"the service cannot start: Failed to bind to address http://*:{port}: address already in use; correct `--urls` (in the environment `ASPNETCORE_URLS`) or the section `Kestrel`.\n"), (code, said));
    }

    [Theory]
    [InlineData("", "http://localhost:5000")]
    [InlineData("http_ports=8080;8081 https_ports=8443", "http://*:8080", "http://*:8081", "https://*:8443")]
    [InlineData("http_ports=8080 urls=http://127.0.0.1:1;https://[::1]:2", "http://127.0.0.1:1", "https://[::1]:2")]
    [InlineData("urls=http://127.0.0.1:1 Kestrel:Endpoints:A:Url=http://127.0.0.1:3 Kestrel:Endpoints:B:Url=http://127.0.0.1:4", "http://127.0.0.1:3", "http://127.0.0.1:4")]
    public void Where_it_will_listen_is_known_beforehand(string settings, params string[] addresses)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(s => s.Split('=', 2)).ToDictionary(s => s[0], s => (string?)s[1], StringComparer.Ordinal)).Build();

        Assert.Equal(addresses, ListeningCheck.Addresses(configuration).Select(a => a.ToString()));
    }

    [Fact]
    public async Task Without_the_files_of_keys_that_its_settings_name_it_ends_with_78_and_names_them_all()
    {
        var (code, said) = await RunAsync("--Access:BootstrapKeyFile", "/no/such/key", "--Audit:SigningKeyFile", "/no/such/pem", "--Store:Folder", _folder.Path);

        Assert.Equal(
            (78, """
            the service cannot start: correct the settings:
              there is no file `/no/such/key` with the bootstrap key, or it cannot be read; correct `Access:BootstrapKeyFile`.
              there is no file `/no/such/pem` with the key that signs heads, or it cannot be read; correct `Audit:SigningKeyFile`.

            """),
            (code, said));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Only_what_is_known_to_be_the_starters_to_mend_is_told_in_a_line() =>
        Assert.Null(StartFailures.Explain(Record.Exception(() => Enum.Parse<DayOfWeek>("no day"))!));

    /// <summary>Returns the exit code and the output, without informational lines.</summary>
    private static async Task<(int Code, string Said)> RunAsync(params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PolicyApiHost).Assembly.Location, .. settings, "--Logging:LogLevel:Default", "Warning"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            process.Kill();
        }
    }
}
