using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace PolicyApi.Storage.Postgres;

/// <summary>Runs work on the database. A lost connection or a restarting server is waited for, within bounds.</summary>
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

    /// <summary>What is known of the server's room.</summary>
    public ServerRoom Room { get; } = new();

    /// <summary>
    /// Runs work on a connection. Work may be run again after the connection was lost, when nobody knows whether it was committed:
    /// it has to come to the same end when it was.
    /// </summary>
    /// <param name="work">What to do.</param>
    /// <param name="cancellationToken">Gives up while waiting for a connection; the work decides for itself.</param>
    /// <exception cref="StoreUnavailableException">The server was not to be had in time, or refuses.</exception>
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
                // The other pooled connections were most likely lost with this one.
                _source.Clear();
                await Task.Delay(pause, cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw Room.Note(PostgresFailures.Explain(e, _settings));
            }
        }
    }

    /// <summary>Runs work once, without waiting for a server that is not there.</summary>
    /// <exception cref="StoreUnavailableException">The server is not to be had now.</exception>
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

    /// <summary>Runs work that answers nothing, once.</summary>
    /// <exception cref="StoreUnavailableException">The server is not to be had now.</exception>
    public Task TryAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancellationToken) => TryAsync(
        async c =>
        {
            await work(c);
            return true;
        },
        cancellationToken);

    /// <summary>A connection of one's own, that nobody waits for.</summary>
    /// <exception cref="NpgsqlException">There is none to be had.</exception>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (e is SocketException or TimeoutException or IOException)
        {
            // Such as a name that cannot be resolved, which Npgsql passes on as it is.
            throw new NpgsqlException(e.Message, e);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
