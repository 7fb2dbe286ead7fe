using PolicyApi.Platform.Hosting;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Platform.Settings;

public sealed class SettingsTests
{
    [Fact]
    public async Task Every_wrong_setting_is_told_at_once_and_before_anything_is_made()
    {
        var folder = Path.Combine(Path.GetTempPath(), "policy-service-tests", Guid.NewGuid().ToString("n"));

        var thrown = await Record.ExceptionAsync(() => PolicyApiHost.BuildAsync(
        [
            "--Store:Folder", folder, "--Limits:FactsBytes", "1", "--Limits:Headers", "0", "--Limits:DocumentBytes", "1", "--Limits:LambdaDepth", "9", "--Observability:TraceRatio", "2",
            "--Access:BootstrapKey", "short", "--Logging:LogLevel:Default", "Loud",
            "--Pdf:Secnods", "5", "--Pdf:Enabled", "perhaps", "--Access:Tokens:Authority", "http://login.example.com",
            "--Jobs:Workers", "65", "--Jobs:KeepDays", "ever", "--Store:PatienceSeconds", "x", "--Store:Kind", "mongo", "serve", "--Stroe:Folder", "data", "--urls", "nonsense", "--hlep", "--Jobs:Lines",
        ]));

        Assert.Equal(
            """
            correct the settings:
              `Limits:FactsBytes` is 1; it must lie between 256 and 4194304.
              `Limits:Headers` is 0; it must lie between 16 and 200.
              `Limits:DocumentBytes` is 1; it must lie between 1024 and 4194304.
              `Limits:LambdaDepth` is 9; it must lie between 1 and 3.
              `Observability:TraceRatio` is 2; it must lie between 0 and 1.
              `Pdf:Enabled` is `perhaps`; it must be `true` or `false`.
              `Pdf:Secnods` is not a setting (did you mean `Seconds`?).
              `Access:Tokens:Authority` must be an https address.
              `Jobs:Workers` is 65; it must lie between 0 and 64.
              `Jobs:KeepDays` is `ever`; it must be a whole number.
              `Store:PatienceSeconds` is `x`; it must be a whole number.
              `Store:Kind` is `mongo`; set `litedb` or `postgres`.
              `serve` is not a command; use `demo`, `fsck`, `verify` or `--help`, or settings such as `--Store:Folder data`.
              `--Stroe:Folder` is not a setting (did you mean `Store`?).
              `Stroe` is not a section of the settings (did you mean `Store`?).
              `--hlep` is not a setting.
              `--hlep` needs a value.
              `urls` has `nonsense`, which is not an address such as `http://127.0.0.1:5000`.
              `--Jobs:Lines` needs a value.
              `Access:BootstrapKey` has fewer than 32 characters; use a random one, such as the output of `openssl rand -hex 32`.
              `Logging:LogLevel:Default` is `Loud`; it must be one of `Trace`, `Debug`, `Information`, `Warning`, `Error`, `Critical`, `None`.
              `Access:Tokens:Audience` must name the audience that tokens have to be for.
            """.Split('\n').Order(StringComparer.Ordinal),
            StartFailures.Explain(thrown!)!.Split('\n').Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(folder));
    }

    [Theory]
    [InlineData("--Store:Folder", "/dev/null/data", "the data folder `/dev/null/data` cannot be created or opened")]
    [InlineData("--urls", "http://192.0.2.1:5000", "correct `--urls`")]
    [InlineData("--Access:BootstrapKeyFile", "/no/such/file", "correct `Access:BootstrapKeyFile`")]
    [InlineData("--Audit:SigningKeyFile", "/no/such/file", "correct `Audit:SigningKeyFile`")]
    public async Task What_keeps_a_service_from_starting_is_told_in_a_line(string setting, string value, string told)
    {
        var folder = new TempFolder();
        try
        {
            var thrown = await Record.ExceptionAsync(async () =>
            {
                await using var app = await PolicyApiHost.BuildAsync(["--Store:Folder", folder.Path, "--Store:Seed", "false", "--urls", "http://127.0.0.1:0", setting, value]);
                await PolicyApiHost.StartAsync(app);
            });

            Assert.Contains(told, StartFailures.Explain(thrown!), StringComparison.Ordinal);
        }
        finally
        {
            folder.Remove();
        }
    }
}
