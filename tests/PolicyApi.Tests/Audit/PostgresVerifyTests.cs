using PolicyApi.Audit.Verification;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Tests.Http;
using PolicyApi.Tests.Storage.Postgres;
using PolicyService.Faults.Postgres;

namespace PolicyApi.Tests.Audit;

/// <summary>What verification finds if someone has changed the real tables.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresVerifyTests(PostgresCluster cluster)
{
    private const string OneContent = "(SELECT sha256 FROM contents ORDER BY sha256 LIMIT 1)";
    private const string FirstTwoSwapped = "FROM decision_blocks b WHERE (a.sequence, b.sequence) IN ((1, 2), (2, 1)) AND a.month = b.month";

    // The only slot of a block, with a head that names another person and a matching hash.
    private const string OtherHead = """convert_to(replace(convert_from(substr(slots, 41), 'UTF8'), '"subject":"', '"subject":"X'), 'UTF8')""";
    private const string Refiled = $"slots = int4send(length({OtherHead})) || substr(slots, 5, 4) || sha256({OtherHead}) || {OtherHead}";

    private static readonly (string Damage, string Sql, string Found)[] Damages =
    [
        ("a journal entry edited", Replace("journal", "bytes", "\"actor\":\"", "\"actor\":\"x", "sequence = 9"), "entry 9 does not have the hash"),
        ("a journal entry removed", "DELETE FROM journal WHERE sequence = 9", "entry 9 is missing"),
        ("two journal entries swapped", "UPDATE journal a SET bytes = b.bytes, hash = b.hash FROM journal b WHERE (a.sequence, b.sequence) IN ((9, 10), (10, 9))", "entry 9"),
        ("a journal entry added", "INSERT INTO journal (sequence, bytes, hash) SELECT sequence + 1, bytes, hash FROM journal ORDER BY sequence DESC LIMIT 1", "does not have the hash it was stored with"),
        ("a content edited", $"UPDATE contents SET bytes = bytes || ' '::bytea WHERE sha256 = {OneContent}", "is not what was stored under that hash"),
        ("a content removed", $"DELETE FROM contents WHERE sha256 = {OneContent}", "which the journal names, is missing"),
        ("a content added", "INSERT INTO contents SELECT sha256('{}'::bytea), '{}'::bytea", "is not named by any entry of the journal"),
        ("a decision's body edited", "UPDATE decision_blocks SET bodies = set_byte(bodies, 5, 1) WHERE sequence = 1", "is not what was stored under that id"),
        ("a decision's body cut off", "UPDATE decision_blocks SET bodies = substr(bodies, 1, 10) WHERE sequence = 1", "is not what was stored under that id"),
        ("a decision's head edited", "UPDATE decision_blocks SET slots = set_byte(slots, 60, 1) WHERE sequence = 1", "decision 1 under the seal 1 of"),
        ("a decision removed", "UPDATE decision_blocks SET slots = '', bodies = '' WHERE sequence = 1", "are found by other keys than their own"),
        ("a decision removed with its keys", "UPDATE decision_blocks SET slots = '', bodies = '', keys = '{}' WHERE sequence = 1", "are not those that were sealed"),
        ("a decision added", "UPDATE decision_blocks SET slots = slots || slots, bodies = bodies || bodies WHERE sequence = 1", "are not those that were sealed"),
        ("a decision filed under another person", $"UPDATE decision_blocks SET {Refiled} WHERE sequence = 1", "are found by other keys than their own"),
        ("a decision filed under another person with its keys",
            $"UPDATE decision_blocks SET {Refiled}, keys = array_replace(keys, {KeyOf("KM-001")}, {KeyOf("XKM-001")}) WHERE sequence = 1",
            "is filed under another person"),
        ("a decision hidden from those who look for it", "UPDATE decision_blocks SET keys = keys[2:] WHERE sequence = 1", "are found by other keys than their own"),
        ("a seal edited", Replace("decision_blocks", "seal", "\"count\":", "\"count\":1", "sequence = 1"), "does not have the hash"),
        ("a seal removed with its decisions", "DELETE FROM decision_blocks WHERE sequence = 1", "missing"),
        ("two seals swapped", $"UPDATE decision_blocks a SET seal = b.seal, seal_hash = b.seal_hash {FirstTwoSwapped}", "seal"),
        ("the decisions under two seals swapped", $"UPDATE decision_blocks a SET slots = b.slots, bodies = b.bodies, keys = b.keys {FirstTwoSwapped}", "are not those that were sealed"),
        ("a month removed", "DELETE FROM decision_blocks", "which the journal notes, is missing or different"),
        ("a month cut off", "DELETE FROM decision_blocks WHERE sequence = (SELECT max(sequence) FROM decision_blocks)", "which the journal notes, is missing or different"),
        ("a partition dropped",
            "DO $$ DECLARE t text; BEGIN FOR t IN SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'decision_blocks'::regclass LOOP EXECUTE 'DROP TABLE ' || t; END LOOP; END $$",
            "which the journal notes, is missing or different"),
        ("a key added", Key("SELECT collection, '00000000000000aa'", "id, '00000000000000aa'"), "is not noted in the journal"),
        ("a key removed", "DELETE FROM records WHERE collection = 'keys'", "which the journal notes, is missing"),
    ];

    [SkippableFact]
    public async Task Whatever_was_done_past_the_service_is_found()
    {
        var filled = await FillAsync();
        var (untouched, _) = await VerifyAsync(filled, null);
        Assert.Empty(untouched.Findings);
        Assert.True(untouched is { Entries: > 20, Seals: > 2, Decisions: 4, Keys: > 0 }, untouched.ToString());
        var wrong = new List<string>();

        foreach (var (damage, sql, found) in Damages)
        {
            var (report, words) = await VerifyAsync(filled, sql);
            if (!report.Findings.Any(f => f.What.Contains(found, StringComparison.Ordinal)))
                wrong.Add($"{damage}: {words}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Replace(string table, string column, string from, string to, string where) =>
        $"UPDATE {table} SET {column} = convert_to(replace(convert_from({column}, 'UTF8'), '{from}', '{to}'), 'UTF8') WHERE {where}";

    // The key of an appraisal's subject.
    private static string KeyOf(string subject) => $"('x' || encode(substr(sha256('{subject}'::bytea), 1, 8), 'hex'))::bit(64)::bigint # 1";

    private static string Key(string select, string replaced)
    {
        var bytes = $"convert_to(replace(convert_from(bytes, 'UTF8'), {replaced}), 'UTF8')";
        var head = $"convert_to(replace(replace(convert_from(head, 'UTF8'), {replaced}), encode(sha256(bytes), 'hex'), encode(sha256({bytes}), 'hex')), 'UTF8')";
        return $"INSERT INTO records {select}, version, {head}, sha256({head}), {bytes}, expires_at FROM records WHERE collection = 'keys' LIMIT 1";
    }

    private async Task<string> FillAsync()
    {
        var database = await cluster.Server.NewDatabaseAsync();
        var service = new RunningService { Settings = ["--Store:Kind", "postgres", "--Store:ConnectionString", database] };
        await service.InitializeAsync();
        foreach (var manager in new[] { "km-001", "km-002", "km-003" })
            Assert.Equal(200, (await service.PostAsync("/v1/schemes/kam-annual/appraisals", Texts.Manager(manager))).Status);
        await service.PostAsync("/v1/policies/yearly-review-promotion/decisions", """{"employee_id":"E-1","avg_training_score":75}""");
        Assert.Equal(200, (await service.PostAsync("/v1/subjects:erase", """{"subject":"KM-002","reason":"asked for it"}""")).Status);
        await service.DisposeAsync();
        return database;
    }

    // Each test works on a copy of the database made by the server.
    private static async Task<(VerificationReport Report, string Words)> VerifyAsync(string filled, string? tamper)
    {
        Npgsql.NpgsqlConnection.ClearAllPools();
        var source = new Npgsql.NpgsqlConnectionStringBuilder(filled);
        var copy = new Npgsql.NpgsqlConnectionStringBuilder(filled) { Database = "c" + Guid.NewGuid().ToString("n") };
        var server = new Npgsql.NpgsqlConnectionStringBuilder(filled) { Database = "postgres", Pooling = false };
        await TemporaryCluster.ExecuteAsync(server.ConnectionString, $"CREATE DATABASE \"{copy.Database}\" TEMPLATE \"{source.Database}\"");
        if (tamper is not null)
            await TemporaryCluster.ExecuteAsync(copy.ConnectionString, tamper);
        await using var store = await PostgresPolicyStore.OpenAsync(new PostgresOptions { ConnectionString = copy.ConnectionString }, TimeProvider.System, CancellationToken.None);
        var report = await StoreVerifier.RunAsync(store, [], CancellationToken.None);
        return (report, string.Join("; ", report.Findings.Select(f => $"{f.Where}: {f.What}")));
    }
}
