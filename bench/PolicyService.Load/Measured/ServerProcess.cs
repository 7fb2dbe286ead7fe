using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolicyService.Load.Served;

namespace PolicyService.Load.Measured;

/// <summary>The process under load, seen from the loader.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _client = new();

    private ServerProcess(Process process, Addresses where) => (_process, Where) = (process, where);

    /// <summary>Where it serves.</summary>
    public Addresses Where { get; }

    /// <summary>Processor time it has taken.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Memory it holds, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What it has allocated, in bytes, and how often it has collected, and for how many µs it stood still for that.</summary>
    public async Task<(long Allocated, int Collections, long Paused)> HeapAsync()
    {
        var told = (await _client.GetStringAsync(new Uri($"http://127.0.0.1:{Where.Bare}{BareServer.Heap}"))).Split(' ');
        return (long.Parse(told[0], CultureInfo.InvariantCulture), int.Parse(told[1], CultureInfo.InvariantCulture), long.Parse(told[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Starts it.</summary>
    /// <param name="folder">An empty folder for its data.</param>
    /// <param name="more">Further words for it.</param>
    public static async Task<ServerProcess> StartAsync(string folder, params string[] more)
    {
        // `taskset` becomes the program, so the process's id stays the same.
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

    // Run by `dotnet file.dll`, the file has to be named again.
    private static string[] Self() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) is "dotnet" ? [Path.Combine(AppContext.BaseDirectory, "PolicyService.Load.dll")] : [];
}
