using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PolicyApi.Platform.Answers;
using PolicyApi.Platform.Settings;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>The service's own program in a process of its own, on a store that is there.</summary>
internal sealed partial class PublishedService : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private PublishedService(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Memory it holds, in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Processor time it has taken.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="program">A program, or a <c>.dll</c> for <c>dotnet</c>.</param>
    /// <param name="home">Whose <c>data</c> is its store; nobody else has it open.</param>
    /// <param name="mode">How it stores answers.</param>
    /// <param name="cores">On which cores, as <c>taskset</c> takes them.</param>
    /// <param name="more">Further settings.</param>
    public static async Task<PublishedService> StartAsync(string program, string home, LogMode mode, string cores, params string[] more)
    {
        string[] command = program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : [program];
        var start = Cores.Start(cores, [.. command, .. RealService.Arguments(home, mode), .. more]);
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Longest);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            return new PublishedService(process, new Uri(match.Groups["address"].Value));
        }

        throw new InvalidOperationException("the service ended before it listened.");
    }

    /// <summary>Asks it to stop and waits until it has.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex("(?<address>http://127\\.0\\.0\\.1:[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listening();
}
