using PolicyApi.Platform;

namespace PolicyApi.Tests.Platform;

public sealed class SettingsTests
{
    [Fact]
    public async Task Every_wrong_setting_is_told_at_once_and_before_anything_is_made()
    {
        var folder = Path.Combine(Path.GetTempPath(), "policy-service-tests", Guid.NewGuid().ToString("n"));

        var thrown = await Record.ExceptionAsync(() => PolicyApiHost.BuildAsync(
        [
            "--Store:Folder", folder, "--Limits:FactsBytes", "1", "--Limits:Headers", "0", "--Limits:DocumentBytes", "1", "--Limits:LambdaDepth", "9", "--Observability:TraceRatio", "2",
            "--Pdf:Secnods", "5", "--Pdf:Enabled", "perhaps", "--Access:Tokens:Authority", "http://login.example.com",
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
              `Pdf:Secnods` is no setting (did you mean `Seconds`?).
              `Access:Tokens:Authority` must be an https address.
              `Access:Tokens:Audience` must say what tokens are meant for.
            """.Split('\n').Order(StringComparer.Ordinal),
            StartFailures.Explain(thrown!)!.Split('\n').Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(folder));
    }
}
