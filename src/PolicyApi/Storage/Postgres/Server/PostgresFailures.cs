using System.Net.Sockets;
using Npgsql;

namespace PolicyApi.Storage.Postgres.Server;

/// <summary>Translates the server's failures into the store's exceptions.</summary>
internal static class PostgresFailures
{
    private const string IdleInTransactionTimeout = "25P03";

    /// <summary>Whether the same work may succeed a moment later.</summary>
    public static bool IsTransient(NpgsqlException exception) => exception switch
    {
        // Waiting a moment frees no space.
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => false,
        PostgresException refused => refused.IsTransient || refused.SqlState
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.ReadOnlySqlTransaction or IdleInTransactionTimeout,
        _ => exception.IsTransient || exception.InnerException is IOException or SocketException or TimeoutException,
    };

    /// <summary>The store's exception for a failure.</summary>
    /// <param name="exception">What Npgsql threw.</param>
    /// <param name="settings">The connection's settings.</param>
    public static StoreException Explain(NpgsqlException exception, NpgsqlConnectionStringBuilder settings)
    {
        var said = exception is PostgresException { MessageText: var text } ? text : (exception.InnerException ?? exception).Message;
        said = said.ReplaceLineEndings(" ");
        var database = $"the PostgreSQL database `{settings.Database}` at `{settings.Host}:{settings.Port}`";
        return (exception as PostgresException)?.SqlState switch
        {
            PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted =>
                new StoreCorruptException($"the database `{settings.Database}` is damaged: {said}; restore it from a backup", exception),
            PostgresErrorCodes.DiskFull => new StoreFullException($"{database} has no space left ({said})", exception),
            _ => new StoreUnavailableException($"{database} {Said(exception, said, settings)}", exception),
        };
    }

    private static string Said(NpgsqlException exception, string said, NpgsqlConnectionStringBuilder settings) => (exception as PostgresException)?.SqlState switch
    {
        null => $"cannot be reached ({said}); check that the server runs, and the connection string",
        PostgresErrorCodes.InvalidCatalogName => $"does not exist ({said}); create it, or correct the connection string",
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"does not accept `{settings.Username}` ({said}); correct the user or the password in the connection string",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"refuses what the service needs ({said}); make `{settings.Username}` the owner of the database, or grant it CREATE on the schema",
        PostgresErrorCodes.TooManyConnections => $"accepts no more connections ({said}); raise `max_connections`, or lower `Maximum Pool Size` in the connection string",
        PostgresErrorCodes.ReadOnlySqlTransaction => $"is read-only ({said}); connect to the primary server",
        var state => $"failed ({state}: {said}); see the server's log",
    };
}
