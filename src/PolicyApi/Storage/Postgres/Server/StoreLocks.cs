using Npgsql;

namespace PolicyApi.Storage.Postgres.Server;

/// <summary>Locks shared by all replicas on one database. Each is released with its transaction.</summary>
internal enum StoreLock
{
    /// <summary>Updating the schema.</summary>
    Migrations = 1,

    /// <summary>Appending to the journal.</summary>
    Journal = 2,

    /// <summary>Creating partitions of the decision log.</summary>
    Partitions = 3,

    /// <summary>Counting unfinished jobs.</summary>
    Jobs = 4,
}

/// <summary>Takes the locks.</summary>
internal static class StoreLocks
{
    // "PolS": advisory locks are numbers shared by all users of the database.
    private const int Group = 0x506F6C53;
    private const int MonthGroup = Group + 1;

    private const string Take = "SELECT pg_advisory_xact_lock($1, $2)";

    /// <summary>Waits, within the open transaction, until this replica may seal decisions of a month.</summary>
    public static Task TakeMonthAsync(NpgsqlConnection connection, DateOnly month) =>
        connection.ExecuteAsync(Take, MonthGroup, NumberOf(month));

    /// <summary>The statement that waits until this replica may seal decisions of a month.</summary>
    public static NpgsqlBatchCommand Month(DateOnly month) => Sql.BatchCommand(Take, MonthGroup, NumberOf(month));

    /// <summary>Waits for a lock within the open transaction.</summary>
    public static Task TakeAsync(NpgsqlConnection connection, StoreLock which) =>
        connection.ExecuteAsync(Take, Group, (int)which);

    private static int NumberOf(DateOnly month) => (month.Year * 12) + month.Month;
}
