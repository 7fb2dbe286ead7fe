using System.Globalization;
using Npgsql;
using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;
using PolicyService.Faults.Postgres;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage.Postgres;

/// <summary>A database filled by an earlier release, in which decisions, their ids and seals were rows.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresMigrationTests(PostgresCluster cluster)
{
    private const int StepsBefore = 3;
    private static readonly DateOnly March = new(2025, 3, 1);

    [SkippableFact]
    public async Task Decisions_of_an_earlier_release_are_found_listed_proved_and_followed_as_before()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        var at = Noon.AddHours(1);
        DecisionRecord[][] groups =
        [
            [Decision("d2", document: "kam-promotion-b"), Decision("d1", subject: null), Decision(DecisionIds.New("apr", at), at, type: DecisionType.Appraisal, subject: "S-\u0000-\ud83d\ude00")],
            [Decision("\ud83d\ude00", Noon.AddDays(1)), Decision(DecisionIds.New("dec", at), at, subject: "M-2")],
            [Decision("next", Noon.AddMonths(1))],
        ];
        var all = groups.SelectMany(g => g).ToList();
        await FillAsync(connectionString, groups);

        await using var store = await OpenAsync(connectionString);
        await store.AppendDecisionsAsync([all[0], Decision("last")]);
        await Assert.ThrowsAsync<DecisionIdTakenException>(() => store.AppendDecisionsAsync([all[1] with { DocumentId = "another" }]));

        foreach (var record in all)
        {
            var found = await store.FindDecisionAsync(record.Id, CancellationToken.None);
            Assert.Equal((record with { Body = default }, Text(record)), (found! with { Body = default }, Text(found)));
            Assert.Equal([record.Id], await ListAsync(store, new DecisionFilter(record.Type, record.DocumentId, record.Subject), record.Id));
        }

        Assert.Equal(["d2"], await ListAsync(store, new DecisionFilter(DecisionType.Decision, "kam-promotion-b")));
        Assert.Equal([March, March.AddMonths(1)], await store.ListSealMonthsAsync(CancellationToken.None));
        var seals = await store.ReadSealsAsync(March, 0, 10, CancellationToken.None);
        Assert.Equal([3, 2, 1], seals.Select(s => s.Count));
        foreach (var seal in seals)
            Assert.Equal(seal.Root, DecisionSeals.Root(await store.ReadSealedAsync(March, seal.Sequence, CancellationToken.None)));
        Assert.Equal(all.Select(r => r.Id), await store.EraseDecisionsAsync([.. all.Select(r => r.Id)], Noon, CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_database_with_a_decision_that_is_under_no_seal_is_left_as_it_is_with_the_reason()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        await FillAsync(connectionString, [[Decision("a")], [Decision("b")]]);
        await TemporaryCluster.ExecuteAsync(connectionString, "DELETE FROM decision_seals WHERE sequence = 2");

        var refusal = await Assert.ThrowsAnyAsync<StoreException>(() => OpenAsync(connectionString));

        Assert.Contains("are not those that were sealed", refusal.Message, StringComparison.Ordinal);
        await TemporaryCluster.ExecuteAsync(connectionString, "SELECT 1 / count(*) FROM decisions");
    }

    private static string Text(DecisionRecord record) => System.Text.Encoding.UTF8.GetString(record.Body.Span);

    private static async Task<IEnumerable<string>> ListAsync(PostgresPolicyStore store, DecisionFilter filter, string? only = null) =>
        (await store.ListDecisionsAsync(filter, null, 100, CancellationToken.None)).Select(r => r.Id).Where(id => only is null || only == id);

    // Writes rows as the earlier release did.
    private static async Task FillAsync(string connectionString, IReadOnlyList<IReadOnlyList<DecisionRecord>> groups)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync("CREATE TABLE schema_steps (number integer PRIMARY KEY, name text NOT NULL, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
        foreach (var step in Migration.All.Take(StepsBefore))
        {
            await connection.ExecuteAsync(step.Sql);
            await connection.ExecuteAsync("INSERT INTO schema_steps (number, name, sha256) VALUES ($1, $2, $3)", step.Number, step.Name, step.Sha256);
        }

        var last = new Dictionary<DateOnly, DecisionSeal>();
        foreach (var group in groups)
            await FillAsync(connection, group, last);
    }

    private static async Task FillAsync(NpgsqlConnection connection, IReadOnlyList<DecisionRecord> group, Dictionary<DateOnly, DecisionSeal> last)
    {
        var month = DecisionSeals.MonthOf(group[0].At);
        await connection.ExecuteAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE TABLE IF NOT EXISTS decisions_{month:yyyy_MM} PARTITION OF decisions FOR VALUES FROM ('{month:yyyy-MM-dd}T00:00:00Z') TO ('{month.AddMonths(1):yyyy-MM-dd}T00:00:00Z')"));
        foreach (var record in group)
        {
            var (_, head, hash) = StoredDecision.From(record);
            await connection.ExecuteAsync("INSERT INTO decision_ids VALUES ($1, $2, $3)", record.Id, (short)record.Type, record.At.UtcDateTime);
            await connection.ExecuteAsync(
                "INSERT INTO decisions VALUES ($1, $2, $3, $4, substr(sha256($5), 1, 16), $6, $7, $8)",
                record.Id, (short)record.Type, record.At.UtcDateTime, record.DocumentId, SubjectOf(record), head, hash, record.Body.ToArray());
        }

        var seal = DecisionSeals.Next(month, last.GetValueOrDefault(month), [.. group.Select(StoredDecision.Sealed)]);
        last[month] = seal;
        await connection.ExecuteAsync(
            "INSERT INTO decision_seals VALUES ($1, $2, $3, $4, $5)",
            month, seal.Sequence, DecisionSeals.Canonical(seal), Convert.FromHexString(seal.Hash), group.Select(r => r.Id).ToArray());
    }

    private static byte[]? SubjectOf(DecisionRecord record) => record.Subject is { } subject ? System.Text.Encoding.UTF8.GetBytes(subject) : null;

    private static Task<PostgresPolicyStore> OpenAsync(string connectionString) =>
        PostgresPolicyStore.OpenAsync(new PostgresOptions { ConnectionString = connectionString }, TimeProvider.System, CancellationToken.None);
}
