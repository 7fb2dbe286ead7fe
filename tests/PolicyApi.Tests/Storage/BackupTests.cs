using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Inspection;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>Backups of the embedded store, and the inspection that says whether one is whole.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _backups = new();

    public void Dispose()
    {
        _folder.Remove();
        _backups.Remove();
    }

    [Fact]
    public async Task A_backup_made_while_others_write_is_whole_and_opens_as_a_store()
    {
        await using var store = Open(_folder.Path);
        for (var i = 0; i < 4; i++)
            await store.AppendDecisionsAsync([Decision($"before{i}", Noon.AddMonths(i))]);
        var before = await store.AppendedAsync(Drafted(Policy("a"), 0, "{}"));
        await store.PutAsync(RecordWrite.Put(new("things", "a"), 0, "one"u8.ToArray()));
        using var stop = new CancellationTokenSource();
        var writer = WriteOnAsync(store, stop.Token);

        var backup = await store.BackupAsync(_backups.Path, CancellationToken.None);
        await stop.CancelAsync();
        var written = await writer;

        var path = Path.Combine(_backups.Path, backup.Name);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(_backups.Path));
        Assert.Equal((5, Directory.EnumerateFiles(path).Sum(f => new FileInfo(f).Length)), (backup.Files, backup.Bytes));
        Assert.Empty(StoreInspection.Run(path).Problems);
        await using var restored = Open(path);
        Assert.Equal(before[0], (await restored.JournalAsync())[0]);
        Assert.Equal(backup.Head, await restored.ReadHeadAsync(CancellationToken.None));
        Assert.NotNull(await restored.FindRecordAsync(new("things", "a"), CancellationToken.None));
        for (var i = 0; i < 4; i++)
            Assert.NotNull(await restored.FindDecisionAsync($"before{i}", CancellationToken.None));
        await restored.AppendDecisionsAsync([Decision("after")]);
        for (var i = 0; i < written; i++)
            Assert.NotNull(await store.FindDecisionAsync($"meanwhile{i}", CancellationToken.None));
    }

    [Fact]
    public async Task A_backup_into_a_folder_that_cannot_be_written_fails_and_the_store_goes_on()
    {
        await using var store = Open(_folder.Path);
        var file = Path.Combine(_backups.Path, "file");
        await File.WriteAllTextAsync(file, "not a folder");

        var failed = await Assert.ThrowsAsync<BackupFailedException>(() => store.BackupAsync(file, CancellationToken.None));

        Assert.Contains("check the folder", failed.Message, StringComparison.Ordinal);
        await store.AppendDecisionsAsync([Decision("after")]);
        Assert.True((await store.ProbeAsync(CancellationToken.None)).Ready);
    }

    [Fact]
    public async Task A_whole_store_has_nothing_wrong_with_it()
    {
        await FillAsync();

        var report = StoreInspection.Run(_folder.Path);

        Assert.Empty(report.Problems);
        Assert.Equal(["journal: 4 entries, 1 contents, 1 records", "decisions of 2025-03: 3 under 2 seals"], report.Counts);
    }

    public static TheoryData<string, string, string, string[]> Damages => new()
    {
        { "journal", "journal", "entry", ["the journal entry 2 does not have the hash"] },
        { "journal", "journal", "rewritten entry", ["the journal entry 3 does not follow the entry before it"] },
        { "journal", "journal", "lost entry", ["the journal entry 2 is missing"] },
        { "journal", "journal", "key", ["the journal entry 2 is filed under", "by `document`"] },
        { "journal", "contents", "content", ["is not what was stored under that hash"] },
        { "journal", "contents", "lost content", ["which the journal entry 1 of `policies/a` brought"] },
        { "journal", "records", "record", ["the record `things/a` is not what was stored"] },
        { "decisions-2025-03", "decisions", "body", ["the decision `d2` is not what was stored"] },
        { "decisions-2025-03", "decisions", "lost decision", ["the decision `d2` is missing, which is under the seal 2"] },
        { "decisions-2025-03", "decisions", "decision's key", ["the decision `d2` is filed under", "by `doc`"] },
        { "decisions-2025-03", "decisions", "slipped in", ["the decision `d9` of 2025-03 is under no seal"] },
        { "decisions-2025-03", "seals", "seal", ["the seal 1 of 2025-03 does not have the hash"] },
        { "decisions-2025-03", "seals", "lost seal", ["the seal 2 of 2025-03 comes after 0", "the decision `d1` of 2025-03 is under no seal"] },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task What_is_wrong_is_told_with_its_place(string file, string collection, string damage, string[] messages)
    {
        await FillAsync();
        Change(file, collection, rows => Damage(rows, damage));

        var problems = StoreInspection.Run(_folder.Path).Problems;

        Assert.All(messages, m => Assert.Contains(problems, p => p.Contains(m, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_store_that_is_open_is_not_looked_at()
    {
        await using var store = Open(_folder.Path);

        Assert.Throws<StoreInUseException>(() => StoreInspection.Run(_folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => StoreInspection.Run(_backups.Path));
    }

    private static void Damage(ILiteCollection<BsonDocument> rows, string damage)
    {
        switch (damage)
        {
            case "entry":
                Edit(rows, 2L, r => ChangeAt(r["bytes"].AsBinary, "carol"u8));
                break;
            case "rewritten entry":
                Edit(rows, 2L, r =>
                {
                    var bytes = r["bytes"].AsBinary;
                    ChangeAt(bytes, "carol"u8);
                    r["hash"] = JournalChain.Hash(JournalChain.Read(bytes, string.Empty));
                });
                break;
            case "lost entry":
                rows.Delete(2L);
                break;
            case "key":
                Edit(rows, 2L, r => r["document"] = 2L);
                break;
            case "content":
                Edit(rows, Sha256("{}"u8.ToArray()), r => r["bytes"].AsBinary[0] ^= 1);
                break;
            case "lost content":
                rows.DeleteAll();
                break;
            case "record":
                Edit(rows, "things/a", r => r["bytes"].AsBinary[0] ^= 1);
                break;
            case "body":
                Edit(rows, "d2", r => r["body"].AsBinary[^1] ^= 1);
                break;
            case "lost decision":
                rows.Delete("d2");
                break;
            case "decision's key":
                Edit(rows, "d2", r => r["doc"] = "another");
                break;
            case "slipped in":
                rows.Insert(StoredDecision.From(Decision("d9")).ToRow());
                break;
            case "seal":
                Edit(rows, 1L, r => ChangeAt(r["bytes"].AsBinary, "\"previousHash\":\"000"u8));
                break;
            case "lost seal":
                rows.Delete(1L);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, null);
        }
    }

    private static void ChangeAt(byte[] bytes, ReadOnlySpan<byte> text) => bytes[bytes.AsSpan().IndexOf(text) + text.Length - 1] ^= 1;

    private static void Edit(ILiteCollection<BsonDocument> rows, BsonValue id, Action<BsonDocument> edit)
    {
        var row = rows.FindById(id);
        edit(row);
        rows.Update(row);
    }

    private static LiteDbPolicyStore Open(string folder) =>
        LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder, OpenDecisionFiles = 2, CheckpointBytes = 65_536 }, TimeProvider.System);

    private static async Task<int> WriteOnAsync(LiteDbPolicyStore store, CancellationToken stop)
    {
        var written = 0;
        for (; !stop.IsCancellationRequested; written++)
        {
            await store.AppendDecisionsAsync([Decision($"meanwhile{written}", Noon.AddMonths(written % 4), body: $"\"{new string('x', 5_000)}\"")]);
            await store.AppendedAsync(StoreChange.Of(Note(target: $"{written}")));
        }

        return written;
    }

    private async Task FillAsync()
    {
        await using var store = Open(_folder.Path);
        await store.AppendedAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}"), Note(), Note(), Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1))));
        await store.PutAsync(RecordWrite.Put(new("things", "a"), 0, "one"u8.ToArray()));
        await store.AppendDecisionsAsync([Decision("d1"), Decision("d3", subject: null)]);
        await store.AppendDecisionsAsync([Decision("d2")]);
    }

    private void Change(string file, string collection, Action<ILiteCollection<BsonDocument>> change)
    {
        using var database = new LiteDatabase(new LiteEngine(new EngineSettings { Filename = Path.Combine(_folder.Path, file + ".db") }));
        change(database.GetCollection(collection));
    }
}
