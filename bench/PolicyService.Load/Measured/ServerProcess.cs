using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>The process under load, as the loader sees it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, Addresses where) => (_process, Where) = (process, where);

    /// <summary>The addresses that it serves.</summary>
    public Addresses Where { get; }

    /// <summary>The processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The resident memory in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Returns the bytes allocated, the number of garbage collections, and the microseconds for which they paused the process.</summary>
    public async Task<(long Allocated, int Collections, long Paused)> HeapAsync()
    {
        var told = (await _client.GetStringAsync(new Uri($"http://127.0.0.1:{Where.Bare}{BareServer.Heap}"))).Split(' ');
        return (long.Parse(told[0], CultureInfo.InvariantCulture), int.Parse(told[1], CultureInfo.InvariantCulture), long.Parse(told[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Starts the process.</summary>
    /// <param name="folder">An empty folder for its data.</param>
    /// <param name="more">Further arguments.</param>
    public static async Task<ServerProcess> StartAsync(string folder, params string[] more)
    {
        // `taskset` replaces itself with the program, so the process id stays the same.
        var process = Process.Start(Cores.Start("0", [Environment.ProcessPath!, .. Self(), ServedProcess.Command, folder, .. more]))!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith('{'))
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new ServerProcess(process, JsonSerializer.Deserialize(line, AddressesJson.Default.Addresses)!);
        }

        throw new InvalidOperationException("the server process ended before it served; its errors are above.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _client.Dispose();
    }

    // If this program was run with `dotnet file.dll`, the file must be named again.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "PolicyService.Load.dll")] : [];
}
