using Npgsql;
using PolicyApi.Storage.Postgres.Blocks;

namespace PolicyService.Faults.Postgres;

/// <summary>Counts what lies in the tables, past the store.</summary>
internal static class StoredDecisions
{
    /// <summary>How many decisions there are, and about how many subjects.</summary>
    public static async Task<(int Records, int Subjects)> CountAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand($"SELECT {DecisionSearch.SlotColumns} FROM decision_blocks");
        await using var reader = await command.ExecuteReaderAsync();
        var (ids, subjects) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var records = 0;
        while (await reader.ReadAsync())
        {
            foreach (var slot in DecisionSearch.ReadSlots(reader))
            {
                records++;
                ids.Add(slot.Record.Id);
                subjects.Add(slot.Record.Subject ?? "");
            }
        }

        return ids.Count == records ? (records, subjects.Count) : throw new InvalidOperationException($"{records} decisions with {ids.Count} ids are there");
    }
}
