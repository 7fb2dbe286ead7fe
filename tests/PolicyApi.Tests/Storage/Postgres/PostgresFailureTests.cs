using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;
using PolicyService.Faults.Postgres;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage.Postgres;

/// <summary>Tests of PostgreSQL's own behaviour: failures to reach it, several stores on one database, changes by other programs.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresFailureTests(PostgresCluster cluster)
{
    // The server's error for a full disk, for every write that needs space.
    private const string NoRoom =
        """
        CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''could not extend file'' USING ERRCODE = ''disk_full''; END';
        CREATE TRIGGER no_room BEFORE INSERT ON decision_blocks FOR EACH ROW EXECUTE FUNCTION no_room();
        CREATE TRIGGER no_room BEFORE INSERT ON journal FOR EACH ROW EXECUTE FUNCTION no_room();
        CREATE FUNCTION no_table() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''could not extend file'' USING ERRCODE = ''disk_full''; END';
        CREATE EVENT TRIGGER no_room ON ddl_command_start WHEN TAG IN ('CREATE TABLE AS') EXECUTE FUNCTION no_table();
        """;

    [SkippableFact]
    public async Task A_server_that_is_not_there_is_told_in_one_line_with_what_to_do()
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => PostgresPolicyStore.OpenAsync(
            new PostgresOptions { ConnectionString = "Host=127.0.0.1;Port=1;Database=policies;Username=policies;Password=secret", PatienceSeconds = 1 },
            TimeProvider.System,
            CancellationToken.None));

        Assert.Contains("the PostgreSQL database `policies` at `127.0.0.1:1` cannot be reached", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("Host=db", "must name `Host` and `Database`")]
    [InlineData("Host=db;Database=policies;Colour=red", "cannot be read")]
    public async Task A_connection_string_that_cannot_be_used_is_told(string connectionString, string message)
    {
        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(connectionString));

        Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_that_is_not_there_is_told()
    {
        var there = await cluster.Server.NewDatabaseAsync();

        var refusal = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(there + "_not"));

        Assert.Contains("does not exist", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_server_that_may_lose_what_it_acknowledges_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<StoreFailedException>(async () => await OpenAsync(await cluster.Server.NewDatabaseAsync() + ";Options=-c synchronous_commit=off"));

        Assert.Contains("`synchronous_commit`", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_database_of_a_newer_release_is_refused()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        await (await OpenAsync(connectionString)).DisposeAsync();
        await TemporaryCluster.ExecuteAsync(connectionString, "INSERT INTO schema_steps (number, name, sha256) VALUES (999, '0999_new.sql', '')");

        var refusal = await Assert.ThrowsAsync<StoreFailedException>(() => OpenAsync(connectionString));

        Assert.Contains("start the release that applied them", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Many_stores_may_open_an_empty_database_at_once()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => OpenAsync(connectionString))));
        var results = await Task.WhenAll(stores.Select((s, i) => s.AppendAsync(StoreChange.Of(Drafted(Policy($"p{i}"), 0, "{}")), CancellationToken.None)));

        Assert.All(results, r => Assert.IsType<AppendResult.Appended>(r));
        Assert.Equal(6, (await stores[0].JournalAsync()).Count);
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [SkippableFact]
    public async Task Stores_on_one_database_write_one_journal_and_one_chain_of_seals()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        await using var one = await OpenAsync(connectionString);
        await using var other = await OpenAsync(connectionString);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? one : other).AppendDecisionsAsync([Decision($"d{i}"), Decision($"e{i}")]))));
        await one.AppendDecisionsAsync([Decision("d1")]);

        var month = Assert.Single(await one.ListSealMonthsAsync(CancellationToken.None));
        var seals = await other.ReadSealsAsync(month, 0, 1_000, CancellationToken.None);
        Assert.Equal(80, seals.Sum(s => s.Count));
        foreach (var seal in seals)
            Assert.Equal(seal.Root, DecisionSeals.Root(await one.ReadSealedAsync(month, seal.Sequence, CancellationToken.None)));
    }

    [SkippableFact]
    public async Task Lost_connections_are_replaced_and_nothing_is_written_twice()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        await using var store = await OpenAsync(connectionString);
        using var cutting = new CancellationTokenSource();
        var done = 0;
        var cut = Task.Run(() => CutAsync(connectionString, () => Volatile.Read(ref done), cutting.Token));

        for (var i = 0; i < 60; i++)
        {
            await store.AppendDecisionsAsync([Decision($"d{i}")]);
            Interlocked.Increment(ref done);
            await store.AppendedAsync(Drafted(Policy($"p{i}"), 0, "{}"));
            Interlocked.Increment(ref done);
        }

        await cutting.CancelAsync();
        await cut;
        Assert.Equal(60, (await store.JournalAsync()).Count);
        Assert.Equal(60, (await store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 200, CancellationToken.None)).Count);
    }

    [SkippableFact]
    public async Task A_store_whose_server_is_away_is_not_ready_refuses_in_bounded_time_and_goes_on_when_it_is_back()
    {
        Skip.IfNot(PostgresBinaries.Absent is null, PostgresBinaries.Absent);
        await using var server = await TemporaryCluster.StartAsync(outlivesPower: false);
        await using var store = await PostgresPolicyStore.OpenAsync(
            new PostgresOptions { ConnectionString = await server.NewDatabaseAsync() + TemporaryCluster.Unhurried, PatienceSeconds = 1 }, TimeProvider.System, CancellationToken.None);
        await store.AppendDecisionsAsync([Decision("before")]);

        await server.StopAtOnceAsync();

        var probe = await store.ProbeAsync(CancellationToken.None);
        Assert.False(probe.Ready);
        Assert.Contains("cannot be reached", probe.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.AppendDecisionsAsync([Decision("during")]));
        await server.StartServerAsync();
        await Patience.UntilAsync(async () => (await store.ProbeAsync(CancellationToken.None)).Ready, "the store is ready again");
        await store.AppendDecisionsAsync([Decision("during"), Decision("after")]);
        Assert.NotNull(await store.FindDecisionAsync("before", CancellationToken.None));
        Assert.False(store.Failure.IsCompleted);
    }

    [SkippableFact]
    public async Task A_server_without_room_is_full_and_not_away_is_read_and_goes_on_by_itself_when_it_has_some()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        await using var store = await OpenAsync(connectionString);
        await store.AppendDecisionsAsync([Decision("before")]);
        Assert.Null(store.Shortage);
        await TemporaryCluster.ExecuteAsync(connectionString, NoRoom);

        var refusal = await Assert.ThrowsAsync<StoreFullException>(() => store.AppendDecisionsAsync([Decision("during")]));
        await Assert.ThrowsAsync<StoreFullException>(() => store.AppendedAsync(Drafted(Policy("p"), 0, "{}")));
        var probe = await store.ProbeAsync(CancellationToken.None);

        Assert.Contains("has no space left (could not extend file): what is stored is read, nothing is added; make room, and it goes on by itself", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((refusal.Message, false, refusal.Message), (store.Shortage, probe.Ready, probe.Reason));
        Assert.NotNull(await store.FindDecisionAsync("before", CancellationToken.None));
        Assert.False(await store.Work.WorkAsync(_ => throw new InvalidOperationException("no chunk is taken"), CancellationToken.None));
        Assert.False(store.Failure.IsCompleted);

        await TemporaryCluster.ExecuteAsync(connectionString, "DROP EVENT TRIGGER no_room; DROP TRIGGER no_room ON decision_blocks; DROP TRIGGER no_room ON journal");
        Assert.True((await store.ProbeAsync(CancellationToken.None)).Ready);
        Assert.Null(store.Shortage);
        await store.AppendDecisionsAsync([Decision("during")]);
        Assert.Single(await store.AppendedAsync(Drafted(Policy("p"), 0, "{}")));
    }

    [SkippableFact]
    public async Task A_changed_byte_is_found_wherever_it_is()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        await using var store = await OpenAsync(connectionString);
        var entry = Drafted(Policy("a"), 0, "{}");
        await store.AppendedAsync(entry);
        await store.AppendDecisionsAsync([Decision("d")]);

        await TemporaryCluster.ExecuteAsync(
            connectionString,
            "UPDATE contents SET bytes = '[]'; UPDATE journal SET bytes = set_byte(bytes, 3, 65); UPDATE decision_blocks SET bodies = set_byte(bodies, 1, 65), seal = set_byte(seal, 3, 65)");

        await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadContentAsync(entry.ContentSha256!, CancellationToken.None));
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.JournalAsync());
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.FindDecisionAsync("d", CancellationToken.None));
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadSealsAsync(new DateOnly(2025, 3, 1), 0, 10, CancellationToken.None));
    }

    [SkippableFact]
    public async Task A_month_whose_partition_was_taken_away_gets_another()
    {
        var connectionString = await cluster.Server.NewDatabaseAsync();
        await using var store = await OpenAsync(connectionString);
        await store.AppendDecisionsAsync([Decision("d")]);
        await TemporaryCluster.ExecuteAsync(connectionString, "DROP TABLE decision_blocks_2025_03");

        await store.AppendDecisionsAsync([Decision("e")]);

        Assert.NotNull(await store.FindDecisionAsync("e", CancellationToken.None));
    }

    // The same write is cut off a few times at most: where a connection takes longer than the time between two cuts, it would never be done.
    private static async Task CutAsync(string connectionString, Func<int> done, CancellationToken cancellation)
    {
        var (seen, cuts) = (0, 0);
        while (!cancellation.IsCancellationRequested)
        {
            (seen, cuts) = done() > seen ? (done(), 0) : (seen, cuts);
            if (cuts++ < 3)
            {
                await TemporaryCluster.ExecuteAsync(
                    connectionString, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
            }

            await Task.Delay(30, CancellationToken.None);
        }
    }

    private static Task<PostgresPolicyStore> OpenAsync(string connectionString) =>
        PostgresPolicyStore.OpenAsync(new PostgresOptions { ConnectionString = connectionString, PatienceSeconds = 20 }, TimeProvider.System, CancellationToken.None);
}
