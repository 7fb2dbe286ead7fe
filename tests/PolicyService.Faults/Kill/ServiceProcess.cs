using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PolicyApi.Storage;

namespace PolicyService.Faults.Kill;

/// <summary>The real service in a process of its own.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _lines = [];

    private ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
        process.Exited += (_, _) =>
        {
            // What it has written last may still be on its way.
            process.WaitForExit();
            _address.TrySetException(new ServiceEndedException(Output));
        };
        process.EnableRaisingEvents = true;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _address.Task.Result;

    /// <summary>What it has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Whether it had ended before it was killed.</summary>
    public bool EndedByItself { get; private set; }

    private static string BuiltHere => typeof(IPolicyStore).Assembly.Location;

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <exception cref="ServiceEndedException">It ended instead; the message holds what it wrote.</exception>
    public static Task<ServiceProcess> StartAsync(string folder) => StartAsync(folder, Patience);

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="patience">How long that may take.</param>
    /// <param name="program">A published program or an assembly; the one built with this program unless said.</param>
    /// <exception cref="ServiceEndedException">It ended instead; the message holds what it wrote.</exception>
    /// <exception cref="TimeoutException">It did not listen in time, and was ended.</exception>
    public static Task<ServiceProcess> StartAsync(string folder, TimeSpan patience, string? program = null) =>
        program is null || program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? StartAsync(new ProcessStartInfo("dotnet") { ArgumentList = { program ?? BuiltHere } }, folder, patience)
            : StartAsync(new ProcessStartInfo(program), folder, patience);

    /// <summary>Starts it so that writing beyond the largest size of a file is an error to it, as on a full disk, and not its end by a signal.</summary>
    /// <param name="folder">Its data folder.</param>
    /// <param name="isFull">Whether nothing can be written from the start.</param>
    public static Task<ServiceProcess> StartOnSmallDiskAsync(string folder, bool isFull = false)
    {
        var start = new ProcessStartInfo("sh") { ArgumentList = { "-c", $"trap '' XFSZ; {(isFull ? "ulimit -f 0; " : "")}exec dotnet \"$@\"", "dotnet", BuiltHere } };

        // The runtime writes its code through a file in memory otherwise, which has the same limit.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return StartAsync(start, folder, Patience);
    }

    private static async Task<ServiceProcess> StartAsync(ProcessStartInfo start, string folder, TimeSpan patience)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.UseShellExecute = false;
        string[] arguments =
        [
            "--urls", "http://127.0.0.1:0", "--Store:Folder", folder, "--Store:Seed", "false",
            "--Governance:SinglePerson", "true", "--Limits:RequestsPerSecond", "100000", "--Limits:RequestBurst", "1000000",
            "--Limits:StrangerRequestsPerSecond", "100000", "--Limits:StrangerRequestBurst", "1000000",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var service = new ServiceProcess(new Process { StartInfo = start });
        service._process.Start();
        service._process.BeginOutputReadLine();
        service._process.BeginErrorReadLine();
        try
        {
            await service._address.Task.WaitAsync(patience);
            return service;
        }
        catch
        {
            await service.KillAsync();
            service.Dispose();
            throw;
        }
    }

    /// <summary>From now on no file of its takes another byte.</summary>
    public async Task FillDiskAsync()
    {
        using var limit = Process.Start("prlimit", ["--pid", _process.Id.ToString(CultureInfo.InvariantCulture), "--fsize=0"]);
        await limit.WaitForExitAsync().WaitAsync(Patience);
        if (limit.ExitCode != 0)
            throw new InvalidOperationException($"`prlimit` ended with {limit.ExitCode}");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        EndedByItself = _process.HasExited;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as systemd and Docker do.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        lock (_lines)
            _lines.Add(line);
        if (ListeningPattern().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups["url"].Value));
    }

    [GeneratedRegex("Now listening on: (?<url>http://\\S+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListeningPattern();
}
