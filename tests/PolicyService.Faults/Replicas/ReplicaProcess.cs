using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PolicyApi.Storage;

namespace PolicyService.Faults.Replicas;

/// <summary>One replica of the real service in a process of its own.</summary>
internal sealed partial class ReplicaProcess : IDisposable
{
    /// <summary>The key that makes keys, the same for all replicas.</summary>
    private const string Publish = "/publish";

    public const string BootstrapKey = "a-key-for-replicas-under-test-0123456789";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policy-replica-");
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _output = new();
    private readonly Process _process;

    private ReplicaProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) =>
        {
            // What it has written last may still be on its way.
            process.WaitForExit();
            _address.TrySetException(new InvalidOperationException($"the replica ended by itself: {Output}"));
        };
        process.EnableRaisingEvents = true;
    }

    /// <summary>Asks this replica.</summary>
    public HttpClient Client { get; } = new() { Timeout = Patience };

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a replica and waits until it listens.</summary>
    /// <param name="connectionString">The database.</param>
    /// <param name="key">The key that its client sends; the bootstrap key when left out.</param>
    public static async Task<ReplicaProcess> StartAsync(string connectionString, string? key = null)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var replica = new ReplicaProcess(new Process { StartInfo = start });
        string[] arguments =
        [
            typeof(IPolicyStore).Assembly.Location, "--urls", "http://127.0.0.1:0", "--Store:Kind", "postgres", "--Store:ConnectionString", connectionString,
            "--Store:Folder", replica._folder.FullName, "--Store:Seed", "false", "--Store:PatienceSeconds", "60", "--Access:BootstrapKey", BootstrapKey,
            "--Governance:SinglePerson", "true", "--Limits:RequestsPerSecond", "100000", "--Limits:RequestBurst", "1000000",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        replica._process.Start();
        replica._process.BeginOutputReadLine();
        replica._process.BeginErrorReadLine();
        replica.Client.BaseAddress = await replica._address.Task.WaitAsync(Patience);
        replica.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? BootstrapKey);
        return replica;
    }

    /// <summary>Makes a key that may do all that load needs.</summary>
    public async Task<string> MakeKeyAsync() =>
        (string)(await PostAsync("/v1/keys", """{"name":"load","roles":["policy-author","policy-approver","evaluator","auditor"]}"""))["text"]!;

    /// <summary>Posts a body and reads the answer.</summary>
    /// <exception cref="HttpRequestException">It was refused, or there was no answer.</exception>
    public async Task<JsonNode> PostAsync(string path, string body, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, mediaType) };
        if (path.EndsWith(Publish, StringComparison.Ordinal))
        {
            using var read = await Client.GetAsync(path[..^Publish.Length]);
            request.Headers.IfMatch.Add(read.EnsureSuccessStatusCode().Headers.ETag!);
        }

        using var answer = await Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{path} was answered with {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="HttpRequestException">It was refused, or there was no answer.</exception>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{path} was answered with {(int)answer.StatusCode}: {text}");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Client.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (ListeningPattern().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups["url"].Value));
    }

    [GeneratedRegex("Now listening on: (?<url>http://\\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningPattern();
}
