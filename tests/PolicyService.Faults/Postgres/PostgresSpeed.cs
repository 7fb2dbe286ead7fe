using System.Diagnostics;
using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;

namespace PolicyService.Faults.Postgres;

/// <summary>Measures durable decisions a second through PostgreSQL: in groups, as the store does, and an insert for each, in the same run.</summary>
internal static class PostgresSpeed
{
    private const int Writers = 32;

    public static async Task RunAsync(TimeSpan each, TextWriter output)
    {
        await using var server = await TemporaryCluster.StartAsync(outlivesPower: true);
        await using var store = await PostgresPolicyStore.OpenAsync(
            new PostgresOptions { ConnectionString = await server.NewDatabaseAsync() }, TimeProvider.System, CancellationToken.None);
        await MeasureAsync("warm-up", TimeSpan.FromSeconds(1), () => store.AppendDecisionsAsync([NewRecord()]), output);
        var grouped = await MeasureAsync("in groups", each, () => store.AppendDecisionsAsync([NewRecord()]), output);
        var single = await SingleAsync(server, each, output);
        await output.WriteLineAsync($"in groups {grouped / single:F1} times as many as an insert for each");
    }

    private static DecisionRecord NewRecord() => Records.New(DateTimeOffset.UtcNow, Random.Shared.Next(10_000));

    // The plain way: a table with the same indexes, one connection and one transaction per request.
    private static async Task<double> SingleAsync(TemporaryCluster server, TimeSpan each, TextWriter output)
    {
        var connectionString = await server.NewDatabaseAsync();
        await TemporaryCluster.ExecuteAsync(
            connectionString,
            "CREATE TABLE plain (id text PRIMARY KEY, type smallint, at timestamptz, document text, subject text, body bytea, sha256 bytea);"
            + "CREATE INDEX ON plain (type, at, id); CREATE INDEX ON plain (type, document, at, id); CREATE INDEX ON plain (type, subject, at, id)");
        await using var source = Npgsql.NpgsqlDataSource.Create(connectionString);
        return await MeasureAsync("an insert for each", each, () => InsertAsync(source, NewRecord()), output);
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

    private static async Task<double> MeasureAsync(string what, TimeSpan time, Func<Task> append, TextWriter output)
    {
        var watch = Stopwatch.StartNew();
        var waits = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)));
        var all = waits.SelectMany(w => w).Order().ToList();
        var rate = all.Count / watch.Elapsed.TotalSeconds;
        await output.WriteLineAsync($"{Writers} writers, {what}: {rate:F0} durable decisions/s, p50 {all[all.Count / 2]:F2} ms, p99 {all[all.Count * 99 / 100]:F2} ms");
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
