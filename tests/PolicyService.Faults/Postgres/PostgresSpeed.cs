using System.Diagnostics;
using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyService.Faults.Postgres;

/// <summary>Measures durable decisions a second through PostgreSQL: in groups, as the store does, and an insert for each, in rounds that take turns.</summary>
/// <remarks>
/// Two bases: one connection waits for each of its inserts; of 32, the server itself brings the commits that wait together to the disk, which is no
/// longer an insert for each.
/// </remarks>
internal static class PostgresSpeed
{
    private const int Writers = 32;
    private const int Rounds = 3;

    /// <summary>Runs it.</summary>
    /// <param name="each">How long a round of each is.</param>
    /// <param name="output">Is told the rates, and the medians' ratios.</param>
    public static async Task RunAsync(TimeSpan each, TextWriter output)
    {
        await using var server = await TemporaryCluster.StartAsync(outlivesPower: true);
        await using var store = await PostgresPolicyStore.OpenAsync(
            new PostgresOptions { ConnectionString = await server.NewDatabaseAsync() }, TimeProvider.System, CancellationToken.None);
        await using var plain = await PlainAsync(server);
        (string What, int Writers, Func<Task> Append)[] ways =
        [
            ("in groups", Writers, () => store.AppendDecisionsAsync([NewRecord()])),
            ("an insert for each", 1, () => InsertAsync(plain, NewRecord())),
            ("an insert for each", Writers, () => InsertAsync(plain, NewRecord())),
        ];
        await output.WriteLineAsync($"one write of 4 KB with its sync: {SyncTime.Measure(Path.GetTempPath()).TotalMilliseconds:F3} ms");

        // The first round lets the runtime translate what is used, and is not counted.
        var rates = ways.Select(_ => new List<double>()).ToList();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var way = 0; way < ways.Length; way++)
            {
                var (what, writers, append) = ways[way];
                var rate = await MeasureAsync(writers, round == 0 ? what + ", warming up" : what, each, append, output);
                if (round > 0)
                    rates[way].Add(rate);
            }
        }

        var medians = rates.ConvertAll(r => r.Order().ElementAt(Rounds / 2));
        await output.WriteLineAsync(
            $"medians {medians[0]:F0}, {medians[1]:F0} and {medians[2]:F0}: in groups {medians[0] / medians[1]:F1} times as many as an insert for each from one connection, "
            + $"{medians[0] / medians[2]:F1} times as many as from {Writers}");
    }

    private static DecisionRecord NewRecord() => Records.New(DateTimeOffset.UtcNow, Random.Shared.Next(10_000));

    // The plain way: a table with an index for each question, one connection and one transaction per request.
    private static async Task<Npgsql.NpgsqlDataSource> PlainAsync(TemporaryCluster server)
    {
        var connectionString = await server.NewDatabaseAsync();
        await TemporaryCluster.ExecuteAsync(
            connectionString,
            "CREATE TABLE plain (id text PRIMARY KEY, type smallint, at timestamptz, document text, subject text, body bytea, sha256 bytea);"
            + "CREATE INDEX ON plain (type, at, id); CREATE INDEX ON plain (type, document, at, id); CREATE INDEX ON plain (type, subject, at, id)");
        return Npgsql.NpgsqlDataSource.Create(connectionString + ";Max Auto Prepare=10");
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
