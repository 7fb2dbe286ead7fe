using Npgsql;

namespace PolicyApi.Storage.Postgres;

/// <summary>
/// Remembers that the server's disk was full until it has room again. PostgreSQL tells nobody how much is left, so it is found out by writing what goes
/// away at once; little, because a server that has no room for its log ends.
/// </summary>
internal sealed class ServerRoom
{
    // Each row fills a seventh of a page: over a megabyte.
    private const string Take = "CREATE TEMPORARY TABLE policy_room ON COMMIT DROP AS SELECT repeat('x', 1000) AS filling FROM generate_series(1, 1000)";

    private volatile StoreFullException? _shortage;

    /// <summary>What the server said last when it had no room; <see langword="null"/> when it has, as far as is known.</summary>
    public StoreFullException? Shortage => _shortage;

    /// <summary>Takes note of a failure, if it is of this kind.</summary>
    /// <returns>The failure.</returns>
    public StoreException Note(StoreException failure)
    {
        if (failure is StoreFullException full)
            _shortage = full;
        return failure;
    }

    /// <summary>Finds out whether there is room again.</summary>
    /// <exception cref="PostgresException">There is none.</exception>
    public async Task LookAsync(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        try
        {
            await connection.ExecuteAsync(Take);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            // Not every user may make such a table. Then the next write tells.
        }

        await transaction.RollbackAsync();
        _shortage = null;
    }
}
