using PolicyApi.Demo;

namespace PolicyApi.Tests.Demo;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demo_appraises_every_sample_manager_and_writes_both_reports()
    {
        var folder = Directory.CreateTempSubdirectory("policy-service-demo-");
        using var output = new StringWriter();

        var code = await DemoCommand.RunAsync(new DemoOptions(Exit: true, folder.FullName, ["--Logging:LogLevel:Default", "None"]), output);

        Assert.Equal(0, code);
        Assert.Contains("KM-001", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("/swagger", output.ToString(), StringComparison.Ordinal);
        var managers = Http.Texts.Managers().Count();
        Assert.True(managers >= 25);
        Assert.Equal(2 * managers, folder.GetFiles("*.html").Length);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(new[] { "demo", "--exit", "--output", "x" }, true, "x", 0)]
    [InlineData(new[] { "demo", "--urls", "http://127.0.0.1:1" }, false, null, 2)]
    public void The_command_line_is_read(string[] args, bool exit, string? output, int rest)
    {
        var options = DemoOptions.Read(args)!;

        Assert.Equal((exit, output, rest), (options.Exit, options.Output, options.Rest.Count));
    }

    [Fact]
    public void Without_the_word_there_is_no_demo() => Assert.Null(DemoOptions.Read(["--exit"]));
}
