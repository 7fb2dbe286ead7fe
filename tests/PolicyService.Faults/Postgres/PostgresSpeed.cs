using System.Diagnostics;
using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;

namespace PolicyService.Faults.Postgres;

/// <summary>Measures durable decisions a second through PostgreSQL: in groups, as the store does, and an insert for each, in the same run.</summary>
/// <remarks>
/// Two bases: one connection waits for each of its inserts; of 32, the server itself brings the commits that wait together to the disk, which is no
/// longer an insert for each.
/// </remarks>
internal static class PostgresSpeed
{
    private const int Writers = 32;

    public static async Task RunAsync(TimeSpan each, TextWriter output)
    {
        await using var server = await TemporaryCluster.StartAsync(outlivesPower: true);
        await using var store = await PostgresPolicyStore.OpenAsync(
            new PostgresOptions { ConnectionString = await server.NewDatabaseAsync() }, TimeProvider.System, CancellationToken.None);
        await output.WriteLineAsync($"one write of 4 KB with its sync: {SyncTime.Measure(Path.GetTempPath()).TotalMilliseconds:F3} ms");
        await MeasureAsync(Writers, "warm-up", TimeSpan.FromSeconds(1), () => store.AppendDecisionsAsync([NewRecord()]), output);
        var grouped = await MeasureAsync(Writers, "in groups", each, () => store.AppendDecisionsAsync([NewRecord()]), output);
        var one = await SingleAsync(server, 1, each, output);
        var many = await SingleAsync(server, Writers, each, output);
        await output.WriteLineAsync($"in groups {grouped / one:F1} times as many as an insert for each from one connection, {grouped / many:F1} times as many as from {Writers}");
    }

    private static DecisionRecord NewRecord() => Records.New(DateTimeOffset.UtcNow, Random.Shared.Next(10_000));

    // The plain way: a table with the same indexes, one connection and one transaction per request.
    private static async Task<double> SingleAsync(TemporaryCluster server, int writers, TimeSpan each, TextWriter output)
    {
        var connectionString = await server.NewDatabaseAsync();
        await TemporaryCluster.ExecuteAsync(
            connectionString,
            "CREATE TABLE plain (id text PRIMARY KEY, type smallint, at timestamptz, document text, subject text, body bytea, sha256 bytea);"
            + "CREATE INDEX ON plain (type, at, id); CREATE INDEX ON plain (type, document, at, id); CREATE INDEX ON plain (type, subject, at, id)");
        await using var source = Npgsql.NpgsqlDataSource.Create(connectionString);
        return await MeasureAsync(writers, "an insert for each", each, () => InsertAsync(source, NewRecord()), output);
    }

    private static async Task InsertAsync(Npgsql.NpgsqlDataSource source, DecisionRecord record)
    {
        await using var command = source.CreateCommand("INSERT INTO plain VALUES ($1, $2, $3, $4, $5, $6, $7)");
        foreach (var value in new object[]
                 {
                     record.Id, (short)record.Type, record.At.UtcDateTime, record.DocumentId, record.Subject!, record.Body.ToArray(), Convert.FromHexString(record.Sha256),
                 })
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<double> MeasureAsync(int writers, string what, TimeSpan time, Func<Task> append, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var waits = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(WriteAsync)));
        var all = waits.SelectMany(w => w).Order().ToList();
        var rate = all.Count / watch.Elapsed.TotalSeconds;
        await output.WriteLineAsync($"{writers} writers, {what}: {rate:F0} durable decisions/s, p50 {all[all.Count / 2]:F2} ms, p99 {all[all.Count * 99 / 100]:F2} ms");
        return rate;

        async Task<List<double>> WriteAsync()
        {
            var mine = new List<double>();
            while (watch.Elapsed < time)
            {
                var start = watch.Elapsed;
                await append();
                mine.Add((watch.Elapsed - start).TotalMilliseconds);
            }

            return mine;
        }
    }
}
