using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Storage.Postgres.Blocks;

/// <summary>
/// Creates the partitions of the decision log: a month's before its first record, and the next month's, so that no record waits when a month begins.
/// </summary>
internal sealed class DecisionPartitions
{
    private readonly ConcurrentDictionary<DateOnly, bool> _made = new();

    /// <summary>Ensures that records of these months can be stored.</summary>
    /// <param name="connection">Without an open transaction.</param>
    /// <param name="months">Their first days.</param>
    public async Task EnsureAsync(NpgsqlConnection connection, IEnumerable<DateOnly> months)
    {
        var wanted = months.Where(m => !_made.ContainsKey(m)).ToList();
        if (wanted.Count == 0)
            return;
        await using var transaction = await connection.BeginTransactionAsync();
        await StoreLocks.TakeAsync(connection, StoreLock.Partitions);
        foreach (var month in wanted.SelectMany(WithNext).Distinct().Order())
            await connection.ExecuteAsync(Statement(month));
        await transaction.CommitAsync();
        wanted.ForEach(m => _made.TryAdd(m, true));
    }

    /// <summary>Forgets which partitions exist, because someone has removed one.</summary>
    public void Forget() => _made.Clear();

    private static IEnumerable<DateOnly> WithNext(DateOnly month) => month < LastMonth ? [month, month.AddMonths(1)] : [month];

    private static DateOnly LastMonth => new(DateOnly.MaxValue.Year, 12, 1);

    private static string Statement(DateOnly month)
    {
        var end = month < LastMonth ? $"'{StoredTime.Text(month.AddMonths(1))}'" : "MAXVALUE";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE TABLE IF NOT EXISTS decision_blocks_{month.Year:D4}_{month.Month:D2} PARTITION OF decision_blocks FOR VALUES FROM ('{StoredTime.Text(month)}') TO ({end})");
    }
}
