using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>What the inspection finds in a store's databases; for months, see <see cref="MonthInspectionTests"/>.</summary>
public sealed class StoreInspectionTests : IDisposable
{
    private readonly FilledStore _folder = new();

    public void Dispose() => _folder.Remove();

    [Fact]
    public async Task A_whole_store_has_nothing_wrong_with_it()
    {
        await _folder.FillAsync();

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
        { "work", "jobs", "job", ["the job `job_1` is not what was stored"] },
        { "work", "jobs", "lost job", ["the chunk `job_1/0000000002` belongs to no job", "the result `job_1/0000000001` belongs to no job"] },
        { "work", "jobs", "counter", ["the job `job_1` says that 2 chunks are done, and 1 results are there"] },
        { "work", "chunks", "chunk", ["the chunk `job_1/0000000002` is not what was stored"] },
        { "work", "chunks", "lost chunk", ["the chunk 2 of the job `job_1` is missing", "the chunk 2 of the job `job_1` is queued, but there is nothing left to do"] },
        { "work", "results", "result", ["the result `job_1/0000000001` is not what was stored"] },
        { "work", "results", "lost result", ["the chunk 1 of the job `job_1` is missing", "says that 1 chunks are done, and 0 results are there"] },
        { "work", "queue", "lost queued", ["the job `job_1` is running with 2 chunks to be done, and 1 are queued"] },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task What_is_wrong_is_told_with_its_place(string file, string collection, string damage, string[] messages)
    {
        await _folder.FillAsync();
        _folder.Change(file, collection, rows => Damage(rows, damage));

        var problems = StoreInspection.Run(_folder.Path).Problems;

        Assert.All(messages, m => Assert.Contains(problems, p => p.Contains(m, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("contents")]
    [InlineData("journal")]
    [InlineData("records")]
    public async Task Pages_that_were_swapped_are_told_though_every_row_in_them_has_its_own_hash(string collection)
    {
        await using (var store = FilledStore.Open(_folder.Path))
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
        await using var store = FilledStore.Open(_folder.Path);

        Assert.Throws<StoreInUseException>(() => StoreInspection.Run(_folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => StoreInspection.Run(Directory.CreateDirectory(Path.Combine(_folder.Path, "empty")).FullName));
    }

    private static void Damage(ILiteCollection<BsonDocument> rows, string damage)
    {
        switch (damage)
        {
            case "entry":
                FilledStore.Edit(rows, 2L, r => FilledStore.ChangeAt(r["bytes"].AsBinary, "carol"u8));
                break;
            case "rewritten entry":
                FilledStore.Edit(rows, 2L, r =>
                {
                    var bytes = r["bytes"].AsBinary;
                    FilledStore.ChangeAt(bytes, "carol"u8);
                    r["hash"] = JournalChain.Hash(JournalChain.Read(bytes, string.Empty));
                });
                break;
            case "lost entry":
                rows.Delete(2L);
                break;
            case "key":
                FilledStore.Edit(rows, 2L, r => r["document"] = 2L);
                break;
            case "content":
                FilledStore.Edit(rows, Sha256("{}"u8.ToArray()), r => r["bytes"].AsBinary[0] ^= 1);
                break;
            case "lost content":
                rows.DeleteAll();
                break;
            case "record":
                FilledStore.Edit(rows, "things/a", r => r["bytes"].AsBinary[0] ^= 1);
                break;
            case "job":
                FilledStore.Edit(rows, "job_1", r => r["spec"].AsBinary[0] ^= 1);
                break;
            case "lost job":
                rows.Delete("job_1");
                break;
            case "counter":
                FilledStore.Edit(rows, "job_1", r => r["chunksDone"] = 2);
                break;
            case "chunk":
                FilledStore.Edit(rows, "job_1/0000000002", r => r["bytes"].AsBinary[0] ^= 1);
                break;
            case "lost chunk":
                rows.Delete("job_1/0000000002");
                break;
            case "result":
                FilledStore.Edit(rows, "job_1/0000000001", r => r["bytes"].AsBinary[0] ^= 1);
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

    /// <summary>Swaps the rows of two pages of a collection, including each page's index of its rows.</summary>
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
}
