using Npgsql;

namespace PolicyApi.Storage.Postgres.Server;

/// <summary>Reads the connection string and adds the settings that the store needs.</summary>
internal static class ConnectionSettings
{
    // A connection that the network has dropped must not hold a lock or a chunk for hours.
    private const string SessionSettings = "-c idle_in_transaction_session_timeout=60s -c TimeZone=UTC";
    private const int KeepAliveSeconds = 10;
    private const int MostPrepared = 50;

    /// <summary>The settings for connecting.</summary>
    /// <param name="options">Contains the connection string.</param>
    /// <exception cref="StoreUnavailableException">The connection string cannot be read, or names no host or database.</exception>
    public static NpgsqlConnectionStringBuilder Read(PostgresOptions options)
    {
        var settings = Parse(options.ConnectionString);
        if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database))
            throw new StoreUnavailableException("the connection string must name `Host` and `Database`, such as `Host=db;Database=policies;Username=policies;Password=…`");
        settings.Options = $"{settings.Options} {SessionSettings}".TrimStart();
        settings.ApplicationName ??= "PolicyService";
        settings.TcpKeepAlive = true;
        if (!settings.ContainsKey("Keepalive"))
            settings.KeepAlive = KeepAliveSeconds;

        // No connection leaves state in its session except the listening one, which is returned only when it is broken or the process ends.
        // Resetting a session takes the server a fifth of the time that a group of decisions takes.
        if (!settings.ContainsKey("No Reset On Close"))
            settings.NoResetOnClose = true;
        if (!settings.ContainsKey("Max Auto Prepare"))
            settings.MaxAutoPrepare = MostPrepared;
        if (!settings.ContainsKey("Timeout"))
            settings.Timeout = options.PatienceSeconds;
        if (!settings.ContainsKey("Command Timeout"))
            settings.CommandTimeout = options.PatienceSeconds;
        return settings;
    }

    private static NpgsqlConnectionStringBuilder Parse(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (ArgumentException e)
        {
            throw new StoreUnavailableException($"the connection string cannot be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }
}
