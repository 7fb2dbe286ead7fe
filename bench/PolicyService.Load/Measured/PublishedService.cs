using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using PolicyApi.Platform.Settings;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>The service's program in a process of its own, on an existing store.</summary>
internal sealed partial class PublishedService : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private PublishedService(Process process, Uri address) => (_process, Address) = (process, address);

    /// <summary>The address that it listens on.</summary>
    public Uri Address { get; }

    /// <summary>The resident memory in MB.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>The processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts the service and waits until it listens.</summary>
    /// <param name="program">The path of the program, or of a <c>.dll</c> for <c>dotnet</c>.</param>
    /// <param name="home">The folder that contains the store in <c>data</c>; no other process may have it open.</param>
    /// <param name="mode">How the service stores answers.</param>
    /// <param name="cores">The cores, as <c>taskset</c> accepts them.</param>
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

    /// <summary>Asks the service to stop and waits until it has.</summary>
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
