using Npgsql;

namespace PolicyApi.Storage.Postgres.Server;

/// <summary>
/// Remembers that the server's disk was full until it has space again. PostgreSQL does not report the free space, so this is tested by writing temporary
/// data; only little, because a server without space for its log shuts down.
/// </summary>
internal sealed class ServerRoom
{
    // Each row fills a seventh of a page: over a megabyte.
    private const string Take = "CREATE TEMPORARY TABLE policy_room ON COMMIT DROP AS SELECT repeat('x', 1000) AS filling FROM generate_series(1, 1000)";

    private volatile StoreFullException? _shortage;

    /// <summary>What the server last reported when it had no space; <see langword="null"/> if it has space, as far as is known.</summary>
    public StoreFullException? Shortage => _shortage;

    /// <summary>Notes a failure, if it means that the disk is full.</summary>
    /// <returns>The failure.</returns>
    public StoreException Note(StoreException failure)
    {
        if (failure is StoreFullException full)
            _shortage = full;
        return failure;
    }

    /// <summary>Tests whether there is space again.</summary>
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
            // Not every user may create such a table. Then the next write shows it.
        }

        await transaction.RollbackAsync();
        _shortage = null;
    }
}
