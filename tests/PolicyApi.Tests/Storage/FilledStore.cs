using System.Text;
using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>A folder with a store that has some data of every kind, to be inspected or changed directly.</summary>
internal sealed class FilledStore
{
    private readonly TempFolder _folder = new();

    public string Path => _folder.Path;

    public void Remove() => _folder.Remove();

    public static LiteDbPolicyStore Open(string folder) =>
        LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder, OpenDecisionFiles = 2, CheckpointBytes = 65_536 }, TimeProvider.System);

    public async Task FillAsync()
    {
        await using var store = Open(Path);
        await store.AppendedAsync(StoreChange.Of(Drafted(Policy("a"), 0, "{}"), Note(), Note(), Published(Policy("a"), 1, 1, new DateOnly(2025, 4, 1))));
        await store.PutAsync(RecordWrite.Put(new("things", "a"), 0, "one"u8.ToArray()));
        await store.AppendDecisionsAsync([Decision("d1"), Decision("d3", subject: null)]);
        await store.AppendDecisionsAsync([Decision("d2")]);
        await StartJobAsync(store, chunks: 3);
        await store.Work.WorkAsync(c => Task.FromResult(new WorkResult(Output(c), 0, [])), CancellationToken.None);
    }

    public static async Task StartJobAsync(LiteDbPolicyStore store, int chunks)
    {
        await store.Work.CreateJobAsync(new NewJob("job_1", "appraisals", Noon, "key:tests", "{}"u8.ToArray()), 10, CancellationToken.None);
        for (var n = 1; n <= chunks; n++)
            await store.Work.AddChunkAsync("job_1", new NewChunk(n, 1, Encoding.UTF8.GetBytes($"input {n}")), CancellationToken.None);
        Assert.True(await store.Work.StartJobAsync("job_1", CancellationToken.None));
    }

    public static byte[] Output(WorkChunk chunk) => Encoding.UTF8.GetBytes($"output {chunk.Number}");

    /// <summary>Changes a collection directly, without the store.</summary>
    public void Change(string file, string collection, Action<ILiteCollection<BsonDocument>> change)
    {
        using var database = new LiteDatabase(new LiteEngine(new EngineSettings { Filename = System.IO.Path.Combine(Path, file + ".db") }));
        change(database.GetCollection(collection));
    }

    public static void Edit(ILiteCollection<BsonDocument> rows, BsonValue id, Action<BsonDocument> edit)
    {
        var row = rows.FindById(id);
        edit(row);
        rows.Update(row);
    }

    /// <summary>Changes the last byte of a text at its first occurrence.</summary>
    public static void ChangeAt(Span<byte> bytes, ReadOnlySpan<byte> text) => bytes[bytes.IndexOf(text) + text.Length - 1] ^= 1;
}
