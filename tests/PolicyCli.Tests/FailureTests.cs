using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyCli.Tests;

/// <summary>The messages of commands that fail: what is wrong and what to do, without a stack trace.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policy-cli-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--policy", "there is no policy `kam-annul`; there are `kam-kpi-weighting`, `kam-promotion`")]
    [InlineData("--scheme", "there is no scheme `kam-annul`; there are `kam-annual`")]
    public async Task Who_asks_for_what_is_not_there_is_told_what_is(string option, string told)
    {
        var ran = await Cli.RunAsync("evaluate", option, "kam-annul", "samples/managers/km-016.json");

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains(told, ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("validate")]
    [InlineData("test")]
    public async Task A_folder_without_documents_does_not_pass(string command)
    {
        var ran = await Cli.RunAsync(command, _folder.FullName, "--format", "json");

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("there is no document", ran.Error, StringComparison.Ordinal);
        Assert.Equal($"there is no document (`*.json`) below `{_folder.FullName}`", (string)JsonNode.Parse(ran.Output)!["error"]!);
    }

    [Fact]
    public async Task A_folder_that_is_a_link_back_is_not_gone_into()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.json"), "{}");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "back"), _folder.FullName);

        var ran = await Cli.RunAsync("validate", _folder.FullName);

        Assert.DoesNotContain("back", ran.Output, StringComparison.Ordinal);
        Assert.Equal(1, ran.ExitCode);
    }

    [Theory]
    [InlineData("`7` is not a share; write a number from 0 to 1", "test", "policies", "--min-score", "7")]
    [InlineData("`xml` is not a format; write text or json", "validate", "policies", "--format", "xml")]
    [InlineData("`soon` is not a day; write one such as 2027-01-01", "publish", "policies", "--effective-from", "soon")]
    public async Task A_wrong_option_is_told_with_a_right_one(string told, params string[] args)
    {
        var ran = await Cli.RunAsync(args);

        Assert.Equal(2, ran.ExitCode);
        Assert.Contains(told, ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_where_facts_belong_is_told()
    {
        var ran = await Cli.RunAsync("evaluate", "--policy", "yearly-review-promotion", _folder.FullName);

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("is a folder; name the files with facts inside it", ran.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: https://sso.example.com/login\r\nContent-Length: 0\r\n\r\n", 1, "answered 302 and redirects to `https://sso.example.com/login`; pass that as `--url`")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 11\r\n\r\n<html>oops<", 1, "the service answered 502")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n<html>oops<", 3, "what answered is not a policy service; correct `--url`")]
    [InlineData("", 3, "the service cannot be reached")]
    public async Task What_is_no_policy_service_is_told(string answer, int code, string told)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerOnceAsync(listener, answer);

        var ran = await Cli.RunAsync("import", "policies", "--url", $"http://{listener.LocalEndpoint}", "--key-file", await KeyFileAsync("ps_a_secret"));

        Assert.Equal(code, ran.ExitCode);
        Assert.Contains(told, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("ps_a_secret", ran.Error + ran.Output, StringComparison.Ordinal);
        await answering;
    }

    [Fact]
    public async Task An_address_without_TLS_is_not_said_to_have_a_bad_certificate()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerOnceAsync(listener, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");

        var ran = await Cli.RunAsync("verify", "--url", $"https://{listener.LocalEndpoint}", "--key-file", await KeyFileAsync("ps_a_secret"));

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("the server does not speak TLS", ran.Error, StringComparison.Ordinal);
        await answering;
    }

    [Theory]
    [InlineData("facts.ndjson", "line 2 of `")]
    [InlineData("facts.json", "a file of many subjects, a line each, is named `.ndjson`")]
    public async Task Facts_without_an_end_are_not_read_into_memory(string name, string told)
    {
        var file = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(file, "{\"employee_id\":\"E-1\"}\n" + new string(' ', 4_300_000));

        var ran = await Cli.RunAsync("evaluate", "--policy", "yearly-review-promotion", file);

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains(told, ran.Error, StringComparison.Ordinal);
        Assert.Contains("more than 4,194,304 bytes", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_are_no_JSON_are_told_with_the_place()
    {
        var file = Path.Combine(_folder.FullName, "settings.json");
        await File.WriteAllTextAsync(file, "{ nope");

        var ran = await Cli.RunAsync("validate", "policies", "--settings", file);

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains($"`{file}` is not valid JSON: 'n' is an invalid start", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_can_be_none_is_told_and_not_repeated()
    {
        var ran = await Cli.RunAsync("verify", "--key-file", await KeyFileAsync("ps_a\nps_b_secret"));

        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("a key is one line such as", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ran.Error, StringComparison.Ordinal);
    }

    private async Task<string> KeyFileAsync(string text)
    {
        var file = Path.Combine(_folder.FullName, "key");
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    private static async Task AnswerOnceAsync(TcpListener listener, string answer)
    {
        using var caller = await listener.AcceptTcpClientAsync();
        var stream = caller.GetStream();
        var read = new byte[1 << 16];
        Assert.NotEqual(0, await stream.ReadAsync(read));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        caller.Client.Shutdown(SocketShutdown.Send);

        // The rest of the request is read, so that the response is not lost to a reset.
        try
        {
            while (await stream.ReadAsync(read) > 0)
            {
            }
        }
        catch (IOException)
        {
            // The caller has disconnected first.
        }
    }
}
