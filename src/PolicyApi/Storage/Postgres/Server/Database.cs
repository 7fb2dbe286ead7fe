using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace PolicyApi.Storage.Postgres.Server;

/// <summary>Runs work on the database. It waits, within limits, for a lost connection or a restarting server.</summary>
internal sealed class Database : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    private readonly NpgsqlConnectionStringBuilder _settings;
    private readonly NpgsqlDataSource _source;
    private readonly TimeSpan _patience;

    /// <exception cref="StoreUnavailableException">The connection string cannot be read.</exception>
    public Database(PostgresOptions options)
    {
        _settings = ConnectionSettings.Read(options);
        _source = NpgsqlDataSource.Create(_settings);
        _patience = TimeSpan.FromSeconds(options.PatienceSeconds);
    }

    /// <summary>What is known about the server's free space.</summary>
    public ServerRoom Room { get; } = new();

    /// <summary>
    /// Runs work on a connection. Work may be run again after the connection was lost, when it is unknown whether it was committed:
    /// if it was, it must have the same result again.
    /// </summary>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Gives up while waiting for a connection; the work decides for itself.</param>
    /// <exception cref="StoreUnavailableException">The server was not available in time, or refuses.</exception>
    /// <exception cref="StoreFullException">Its disk is full.</exception>
    /// <exception cref="StoreCorruptException">The server says its files are damaged.</exception>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                await using var connection = await OpenAsync(cancellationToken);
                return await work(connection);
            }
            catch (NpgsqlException e) when (PostgresFailures.IsTransient(e) && watch.Elapsed + pause < _patience)
            {
                // The other pooled connections were probably lost with this one.
                _source.Clear();
                await Task.Delay(pause, cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw Room.Note(PostgresFailures.Explain(e, _settings));
            }
        }
    }

    /// <summary>Runs work once, without waiting for an unavailable server.</summary>
    /// <exception cref="StoreUnavailableException">The server is not available.</exception>
    public async Task<T> TryAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await work(connection);
        }
        catch (NpgsqlException e)
        {
            throw Room.Note(PostgresFailures.Explain(e, _settings));
        }
    }

    /// <summary>Runs work without a result, once.</summary>
    /// <exception cref="StoreUnavailableException">The server is not available.</exception>
    public Task TryAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellationToken) => TryAsync(
        async c =>
        {
            await work(c);
            return true;
        },
        cancellationToken);

    /// <summary>Opens a separate connection, without waiting for an unavailable server.</summary>
    /// <exception cref="NpgsqlException">No connection is available.</exception>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (e is SocketException or TimeoutException or IOException)
        {
            // For example a name that cannot be resolved, which Npgsql passes on unchanged.
            throw new NpgsqlException(e.Message, e);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
