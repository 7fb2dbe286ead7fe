using System.Text;
using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyApi.Storage.Work;
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
    public async Task A_job_half_done_in_a_backup_goes_on_there_and_every_line_has_one_result()
    {
        await using var store = Open(_folder.Path);
        await StartJobAsync(store, chunks: 12);
        for (var i = 0; i < 3; i++)
            Assert.True(await store.Work.WorkAsync(HandleAsync, CancellationToken.None));
        using var stop = new CancellationTokenSource();
        var worker = WorkOnAsync(store, stop.Token);

        var backup = await store.BackupAsync(_backups.Path, CancellationToken.None);
        await stop.CancelAsync();
        await worker;

        var path = Path.Combine(_backups.Path, backup.Name);
        Assert.True(File.Exists(Path.Combine(path, "work.db")));
        Assert.Empty(StoreInspection.Run(path).Problems);
        await using var restored = Open(path);
        var half = (await restored.Work.FindJobAsync("job_1", CancellationToken.None))!;
        Assert.InRange(half.Done, 3, 12);
        await WorkOnAsync(restored, CancellationToken.None);

        var done = (await restored.Work.FindJobAsync("job_1", CancellationToken.None))!;
        Assert.Equal((JobState.Done, 12L), (done.State, done.Done));
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"output {n}"), await ResultsAsync(restored));
        var stored = await restored.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 100, CancellationToken.None);
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"job-{n:D2}"), stored.Select(d => d.Id).Order(StringComparer.Ordinal));
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
        Assert.Equal(["journal: 4 entries, 1 contents, 1 records", "decisions of 2025-03: 3 under 2 seals", "jobs: 1, with 2 chunks to be done and 1 results"], report.Counts);
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
        { "work", "jobs", "job", ["the job `job_1` is not what was stored"] },
        { "work", "jobs", "lost job", ["the chunk `job_1/0000000002` belongs to no job", "the result `job_1/0000000001` belongs to no job"] },
        { "work", "jobs", "counter", ["the job `job_1` says that 2 chunks are done, and 1 results are there"] },
        { "work", "chunks", "chunk", ["the chunk `job_1/0000000002` is not what was stored"] },
        { "work", "chunks", "lost chunk", ["the chunk 2 of the job `job_1` is missing", "the chunk 2 of the job `job_1` is queued, but there is nothing to be done"] },
        { "work", "results", "result", ["the result `job_1/0000000001` is not what was stored"] },
        { "work", "results", "lost result", ["the chunk 1 of the job `job_1` is missing", "says that 1 chunks are done, and 0 results are there"] },
        { "work", "queue", "lost queued", ["the job `job_1` is running with 2 chunks to be done, and 1 are queued"] },
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

    [Theory]
    [InlineData("contents")]
    [InlineData("journal")]
    [InlineData("records")]
    public async Task Pages_that_were_swapped_are_told_though_every_row_in_them_has_its_own_hash(string collection)
    {
        await using (var store = Open(_folder.Path))
        {
            for (var i = 0; i < 60; i++)
            {
                await store.AppendedAsync(Drafted(Policy($"p{i:D2}"), 0, $"[{i:D2},\"{new string('x', 5_000)}\"]"));
                await store.AppendedAsync(StoreChange.Of(Note(target: new string((char)('a' + (i % 26)), 500))));
                await store.PutAsync(RecordWrite.Put(new("things", $"r{i:D2}"), 0, new byte[5_000]));
            }
        }

        SwapPages(Path.Combine(_folder.Path, "journal.db"), collection);

        var problems = StoreInspection.Run(_folder.Path).Problems;
        Assert.Contains(problems, p => p.StartsWith($"the index `_id` of `{collection}` leads from", StringComparison.Ordinal));
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
            case "job":
                Edit(rows, "job_1", r => r["spec"].AsBinary[0] ^= 1);
                break;
            case "lost job":
                rows.Delete("job_1");
                break;
            case "counter":
                Edit(rows, "job_1", r => r["chunksDone"] = 2);
                break;
            case "chunk":
                Edit(rows, "job_1/0000000002", r => r["bytes"].AsBinary[0] ^= 1);
                break;
            case "lost chunk":
                rows.Delete("job_1/0000000002");
                break;
            case "result":
                Edit(rows, "job_1/0000000001", r => r["bytes"].AsBinary[0] ^= 1);
                break;
            case "lost result":
                rows.Delete("job_1/0000000001");
                break;
            case "lost queued":
                rows.Delete("0000000003/job_1");
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
        await StartJobAsync(store, chunks: 3);
        await store.Work.WorkAsync(c => Task.FromResult(new WorkResult(Output(c), 0, [])), CancellationToken.None);
    }

    private static async Task StartJobAsync(LiteDbPolicyStore store, int chunks)
    {
        await store.Work.CreateJobAsync(new NewJob("job_1", "appraisals", Noon, "key:tests", "{}"u8.ToArray()), 10, CancellationToken.None);
        for (var n = 1; n <= chunks; n++)
            await store.Work.AddChunkAsync("job_1", new NewChunk(n, 1, Encoding.UTF8.GetBytes($"input {n}")), CancellationToken.None);
        Assert.True(await store.Work.StartJobAsync("job_1", CancellationToken.None));
    }

    private static byte[] Output(WorkChunk chunk) => Encoding.UTF8.GetBytes($"output {chunk.Number}");

    private static async Task<WorkResult> HandleAsync(WorkChunk chunk)
    {
        await Task.Yield();
        return new WorkResult(Output(chunk), 0, [Decision($"job-{chunk.Number:D2}")]);
    }

    private static async Task WorkOnAsync(LiteDbPolicyStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && await store.Work.WorkAsync(HandleAsync, CancellationToken.None))
        {
        }
    }

    private static async Task<List<string>> ResultsAsync(LiteDbPolicyStore store)
    {
        var results = new List<string>();
        await foreach (var output in store.Work.ReadResultsAsync("job_1", CancellationToken.None))
            results.Add(Encoding.UTF8.GetString(output.Span));
        return results;
    }

    /// <summary>Puts the rows of two pages of a collection in each other's place, with all that says what is where in a page.</summary>
    private static void SwapPages(string path, string collection)
    {
        const int PageType = 4, Data = 4, Owner = 19, Content = 23;
        uint owner;
        using (var database = new LiteDatabase(new LiteEngine(new EngineSettings { Filename = path })))
            owner = (uint)database.Execute($"SELECT pageID FROM $dump WHERE collection = '{collection}' AND pageType = 'Collection'").Single()["pageID"].AsInt32;
        var bytes = File.ReadAllBytes(path);
        var pages = Enumerable.Range(0, bytes.Length / LiteDbPage.Size)
            .Select(i => i * LiteDbPage.Size)
            .Where(at => bytes[at + PageType] == Data && BitConverter.ToUInt32(bytes, at + Owner) == owner)
            .ToList();
        var first = bytes.AsSpan(pages[1], LiteDbPage.Size)[Content..];
        var second = bytes.AsSpan(pages[^3], LiteDbPage.Size)[Content..];
        var kept = first.ToArray();
        second.CopyTo(first);
        kept.CopyTo(second);
        File.WriteAllBytes(path, bytes);
    }

    private void Change(string file, string collection, Action<ILiteCollection<BsonDocument>> change)
    {
        using var database = new LiteDatabase(new LiteEngine(new EngineSettings { Filename = Path.Combine(_folder.Path, file + ".db") }));
        change(database.GetCollection(collection));
    }
}
