using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace PolicyService.Faults.Postgres;

/// <summary>A PostgreSQL server of its own, in a temporary folder on a free port of this machine; gone with its last user.</summary>
internal sealed class TemporaryCluster : IAsyncDisposable
{
    /// <summary>
    /// Behind a connection string: connecting and commands may take long, as they do on a busy machine, whatever the store's patience with
    /// a server that is away.
    /// </summary>
    public const string Unhurried = ";Timeout=60;Command Timeout=60";

    private const string User = "policy";
    private const int Tries = 10;

    // Below the ports that systems give to whoever asks for any, so that nobody gets this one while the server is stopped or not yet started.
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policy-postgres-");
    private Process? _server;
    private readonly string _settings;
    private int _databases;

    private TemporaryCluster(int port, bool outlivesPower)
    {
        Port = port;
        _settings = outlivesPower ? "" : "-c fsync=off";
    }

    /// <summary>The port it listens on.</summary>
    public int Port { get; private set; }

    private string Data => Path.Combine(_folder.FullName, "data");

    /// <summary>Makes a cluster and starts its server.</summary>
    /// <param name="outlivesPower">Whether the server waits for the disk, as it does in earnest. Without, it still outlives every crash of its own.</param>
    public static async Task<TemporaryCluster> StartAsync(bool outlivesPower)
    {
        var cluster = new TemporaryCluster(FreePort(), outlivesPower);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", "postgres", cluster._folder.FullName);
        // Another collation than C shows whether the store's own columns say theirs.
        await cluster.RunServerProgramAsync(
            "initdb", "--no-sync", "--auth=trust", $"--username={User}", "--encoding=UTF8", "--locale=C.UTF-8",
            "--locale-provider=icu", "--icu-locale=en", "-D", cluster.Data);
        for (var tries = 1; !await cluster.TryStartServerAsync(); tries++)
        {
            if (tries == Tries)
                throw new InvalidOperationException($"{Tries} ports were taken, one after the other; the last is {cluster.Port}");
            cluster.Port = FreePort();
        }

        return cluster;
    }

    /// <summary>The connection string of a new, empty database.</summary>
    public async Task<string> NewDatabaseAsync()
    {
        var name = $"policy_{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Starts the server after <see cref="StopAtOnceAsync"/>, on the same port and data, and waits until it answers.</summary>
    public async Task StartServerAsync()
    {
        if (!await TryStartServerAsync())
            throw new InvalidOperationException($"the port {Port} was taken while the server was stopped");
    }

    /// <summary>Starts the server and waits until it answers.</summary>
    /// <returns><see langword="false"/> if its port is taken.</returns>
    private async Task<bool> TryStartServerAsync()
    {
        // The server lives no longer than the pipe to its shell: however this process ends, none is left behind.
        const string script = """exec 3<&0; "$0" -D "$1" -p "$2" -k "$1" -c listen_addresses=127.0.0.1 -c max_connections=200 $3 >"$1/log" 2>&1 & cat <&3 >/dev/null; kill -QUIT $! 2>/dev/null; wait""";
        _server = Process.Start(Command("sh", ["-c", script, Path.Combine(PostgresBinaries.Folder!, "postgres"), Data, $"{Port}", _settings]))!;
        var watch = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            var log = await LogAsync();
            if (log.Contains("could not bind", StringComparison.Ordinal))
            {
                await EndShellAsync();
                return false;
            }

            if (watch.Elapsed > Patience)
                throw new InvalidOperationException($"the server did not start within {Patience}: {log}");
            await Task.Delay(50);
        }

        return true;
    }

    private async Task<string> LogAsync()
    {
        var log = Path.Combine(Data, "log");
        return File.Exists(log) ? await File.ReadAllTextAsync(log) : string.Empty;
    }

    /// <summary>Stops the server as <c>pg_ctl stop -m immediate</c> does: without a checkpoint, as in a crash.</summary>
    public async Task StopAtOnceAsync()
    {
        await RunServerProgramAsync("pg_ctl", "stop", "-m", "immediate", "-w", "-s", "-D", Data);
        await EndShellAsync();
    }

    /// <summary>Runs a statement as an administrator would, beside the service.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndShellAsync();
        _folder.Delete(recursive: true);
    }

    private static int FreePort()
    {
        for (var tries = 1; ; tries++)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(FirstPort, LastPort));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (tries < Tries)
            {
                // Taken; the next may be free.
            }
        }
    }

    private static async Task RunAsync(string program, params string[] arguments) => await EndedAsync(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true });

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username={User};Database={database}";

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ExecuteAsync(ConnectionString("postgres") + ";Timeout=15", "SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task EndShellAsync()
    {
        if (_server is null)
            return;
        _server.StandardInput.Close();
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    private Task RunServerProgramAsync(string program, params IEnumerable<string> arguments) =>
        EndedAsync(Command(Path.Combine(PostgresBinaries.Folder!, program), arguments));

    /// <summary>The server refuses to run as root, so root runs it as the user that Debian's package makes.</summary>
    private ProcessStartInfo Command(string program, IEnumerable<string> arguments) =>
        new(
            Environment.IsPrivilegedProcess ? "setpriv" : program,
            Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments] : arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };

    private static async Task EndedAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = start.RedirectStandardOutput ? process.StandardOutput.ReadToEndAsync() : Task.FromResult("");
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"`{start.FileName} {string.Join(' ', start.ArgumentList)}` ended with {process.ExitCode}: {errors}{await output}");
    }
}
