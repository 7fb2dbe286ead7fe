using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres;

/// <summary>Updates the schema to the one this release works with: all missing steps in one transaction, one replica at a time.</summary>
internal static class Migrator
{
    // Moving a million decisions into blocks took half a minute.
    private const int MostSeconds = 3_600;

    private const string Create =
        """
        CREATE TABLE IF NOT EXISTS schema_steps (
            number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
        """;

    /// <summary>Applies the missing steps.</summary>
    /// <returns>The number of steps applied.</returns>
    /// <exception cref="StoreFailedException">The database holds a schema that is not of this release.</exception>
    public static async Task<int> RunAsync(NpgsqlConnection connection)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await StoreLocks.TakeAsync(connection, StoreLock.Migrations);
        await connection.ExecuteAsync(Create);
        var applied = await connection.QueryAsync(r => (Name: r.GetString(0), Sha256: r.GetString(1)), "SELECT name, sha256 FROM schema_steps ORDER BY number");
        Check(applied);
        foreach (var step in Migration.All.Skip(applied.Count))
            await ApplyAsync(connection, step);
        await transaction.CommitAsync();
        return Migration.All.Count - applied.Count;
    }

    private static void Check(List<(string Name, string Sha256)> applied)
    {
        if (applied.Count > Migration.All.Count)
            throw new StoreFailedException(
                $"the database has {applied.Count} migrations and this release knows only {Migration.All.Count}; start the release that applied them, or a newer one");
        for (var i = 0; i < applied.Count; i++)
        {
            if (!string.Equals(applied[i].Sha256, Migration.All[i].Sha256, StringComparison.Ordinal))
                throw new StoreFailedException(
                    $"the database has the migration `{applied[i].Name}` where this release has `{Migration.All[i].Name}`; use the release that migrated it");
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration step)
    {
        await using var command = connection.Command(step.Sql);
        command.CommandTimeout = MostSeconds;
        await command.ExecuteNonQueryAsync();
        await connection.ExecuteAsync("INSERT INTO schema_steps (number, name, sha256) VALUES ($1, $2, $3)", step.Number, step.Name, step.Sha256);
    }
}
