using System.Text;
using System.Text.Json;
using LiteDB;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Audit;

/// <summary>Changes that someone with write access to the files could make, by name.</summary>
internal static class Damage
{
    private const string Journal = "journal";
    private const string Decisions = "decisions";

    public static IReadOnlyDictionary<string, Action<string>> All { get; } = new Dictionary<string, Action<string>>(StringComparer.Ordinal)
    {
        ["a journal entry edited"] = Entries(rows => Change(rows, 9L, JournalTable.Bytes, "\"actor\":\"", "\"actor\":\"x")),
        ["a journal entry edited, its hash with it"] = Entries(rows => Change(rows, 9L, JournalTable.Bytes, "\"actor\":\"", "\"actor\":\"x", row =>
            row[JournalTable.Hash] = JournalChain.Hash(Previous(row), row[JournalTable.Bytes].AsBinary))),
        ["a journal entry removed"] = Entries(rows => rows.Delete(9L)),
        ["two journal entries swapped"] = Entries(rows => Swap(rows, 9L, 10L, JournalTable.Bytes, JournalTable.Hash)),
        ["a journal entry added"] = Entries(rows => Add(rows, rows.Max().AsInt64, rows.Max().AsInt64 + 1, ("revision", "note/x"))),
        ["a content edited"] = Edit(Journal, ContentTable.Name, rows => Change(rows, First(rows), ContentTable.Bytes, "\"title\"", "\"titlo\"")),
        ["a content removed"] = Edit(Journal, ContentTable.Name, rows => rows.Delete(First(rows))),
        ["a content added"] = Edit(Journal, ContentTable.Name, rows => rows.Insert(new BsonDocument { ["_id"] = StoreChecks.Sha256("{}"u8), [ContentTable.Bytes] = "{}"u8.ToArray() })),
        ["a decision's body edited"] = Decision(d => d.Body = Replaced(d.Body, "\"subject\"", "\"subjecT\"")),
        ["a decision edited throughout"] = Decision(EditThroughout),
        ["a decision removed"] = Blocks(RemoveAndRenumber),
        ["a decision filed under another person"] = Decision(d => d.Rewrite(Replaced(d.HeadText, "\"subject\":\"", "\"subject\":\"X"))),
        ["a decision added"] = Blocks(AddDecision),
        ["a decision's body taken away"] = Decision(TakeAway),
        ["a seal edited"] = Blocks(blocks => blocks[0].Seal = Replaced(blocks[0].Seal, "\"count\":", "\"count\":1")),
        ["a seal removed"] = Blocks(blocks => blocks.RemoveAt(0)),
        ["two seals swapped"] = Blocks(blocks =>
        {
            (blocks[0].Seal, blocks[1].Seal) = (blocks[1].Seal, blocks[0].Seal);
            (blocks[0].SealHash, blocks[1].SealHash) = (blocks[1].SealHash, blocks[0].SealHash);
        }),
        ["decisions swapped between seals"] = Blocks(blocks => (blocks[0].Decisions, blocks[1].Decisions) = (blocks[1].Decisions, blocks[0].Decisions)),
        ["a month removed"] = folder => MonthFiles(folder).ForEach(File.Delete),
        ["a month's blocks removed"] = folder => MonthFiles(folder).Where(f => f.EndsWith(".blocks", StringComparison.Ordinal)).ToList().ForEach(File.Delete),
        ["a month cut off"] = Blocks(blocks => blocks.RemoveAt(blocks.Count - 1)),
        ["a month replaced by another"] = Replace,
        ["a key given another role"] = Keys(rows => ChangeKey(rows, "tests", "\"auditor\"", "\"evaluator\",\"auditor\"")),
        ["a key added"] = Keys(AddKey),
        ["a key removed"] = Keys(rows => rows.Delete(KeyRow(rows, "gone")["_id"])),
        ["a revoked key made to work again"] = Keys(rows => ChangeKey(rows, "gone", "\"revokedAt\"", "\"noMoreAt\"")),
    };

    private static Action<string> Edit(string file, string collection, Action<ILiteCollection<BsonDocument>> change) =>
        folder => FilledStore.Edit(folder, file, collection, change);

    private static Action<string> Entries(Action<ILiteCollection<BsonDocument>> change) => Edit(Journal, JournalTable.Name, change);

    private static Action<string> Keys(Action<ILiteCollection<BsonDocument>> change) => Edit(Journal, RecordTable.Name, change);

    private static Action<string> Blocks(Action<List<EditedBlock>> change) => folder => MonthEditor.Edit(folder, change);

    /// <summary>Changes the first decision that is not erased.</summary>
    private static Action<string> Decision(Action<EditedDecision> change) =>
        Blocks(blocks => change(blocks.SelectMany(b => b.Decisions).First(d => !d.HeadText.Contains("erasedAt", StringComparison.Ordinal))));

    private static List<string> MonthFiles(string folder) => [.. Directory.EnumerateFiles(folder, Decisions + "-*")];

    // Replaces the month by one with the same number of seals that another store has written, and that is consistent by itself.
    private static void Replace(string folder)
    {
        var other = new TempFolder();
        var count = 0;
        MonthEditor.Edit(folder, blocks => count = blocks.Count);
        var month = MonthFiles(folder).Select(f => DecisionFile.MonthOf(Path.GetFileName(f))).OfType<DateOnly>().Single();
        Fill(other.Path, new DateTimeOffset(month.ToDateTime(default), TimeSpan.Zero), count);
        MonthFiles(folder).ForEach(File.Delete);
        MonthFiles(other.Path).ForEach(f => File.Copy(f, Path.Combine(folder, Path.GetFileName(f))));
        other.Remove();
    }

    private static void Fill(string folder, DateTimeOffset at, int seals)
    {
        var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = folder }, TimeProvider.System);
        for (var i = 0; i < seals; i++)
            store.AppendDecisionsAsync([StoreSamples.Decision($"d{i}", at)]).GetAwaiter().GetResult();
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private static BsonValue First(ILiteCollection<BsonDocument> rows) => rows.FindAll().First()["_id"];

    private static string Previous(BsonDocument row) => JsonDocument.Parse(row[JournalTable.Bytes].AsBinary).RootElement.GetProperty("previousHash").GetString()!;

    private static void Change(ILiteCollection<BsonDocument> rows, BsonValue id, string field, string from, string to, Action<BsonDocument>? then = null)
    {
        var row = rows.FindById(id);
        var text = Encoding.UTF8.GetString(row[field].AsBinary);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"`{from}` is not in {text}");
        row[field] = Encoding.UTF8.GetBytes(text[..at] + to + text[(at + from.Length)..]);
        then?.Invoke(row);
        Assert.True(rows.Update(row));
    }

    private static void Swap(ILiteCollection<BsonDocument> rows, BsonValue one, BsonValue other, params string[] fields)
    {
        var (a, b) = (rows.FindById(one), rows.FindById(other));
        foreach (var field in fields)
            (a[field], b[field]) = (b[field], a[field]);
        rows.Update(a);
        rows.Update(b);
    }

    private static void Add(ILiteCollection<BsonDocument> rows, BsonValue like, BsonValue id, params (string Field, BsonValue Value)[] other)
    {
        var row = rows.FindById(like);
        row["_id"] = id;
        foreach (var (field, value) in other)
            row[field] = value;
        rows.Insert(row);
    }

    private static byte[] Replaced(byte[] text, string from, string to) => Encoding.UTF8.GetBytes(Replaced(Encoding.UTF8.GetString(text), from, to));

    private static string Replaced(string text, string from, string to)
    {
        var at = text.IndexOf(from, StringComparison.Ordinal);
        Assert.True(at >= 0, $"`{from}` is not in {text}");
        return text[..at] + to + text[(at + from.Length)..];
    }

    // The edit of a careful attacker: every hash in the block matches again, except the seal's.
    private static void EditThroughout(EditedDecision decision)
    {
        decision.Body = Replaced(decision.Body, "\"asOf\":\"2", "\"asOf\":\"3");
        var old = JsonDocument.Parse(decision.Head).RootElement.GetProperty("sha256").GetString()!;
        decision.Rewrite(decision.HeadText.Replace(old, StoreChecks.Sha256(decision.Body), StringComparison.Ordinal));
    }

    // Each block has one decision here.
    private static void RemoveAndRenumber(List<EditedBlock> blocks)
    {
        blocks.RemoveAt(0);
        blocks.ForEach(b => b.Sequence--);
    }

    private static void AddDecision(List<EditedBlock> blocks)
    {
        var like = blocks[0].Decisions[0];
        var old = JsonDocument.Parse(like.Head).RootElement.GetProperty("id").GetString()!;
        var added = new EditedDecision(like.Head, like.Hash, like.Body);
        added.Rewrite(like.HeadText.Replace(old, "dec_added", StringComparison.Ordinal));
        blocks[0].Decisions.Add(added);
    }

    private static void TakeAway(EditedDecision decision)
    {
        var head = JsonDocument.Parse(decision.Head).RootElement;
        decision.Body = new byte[decision.Body.Length];
        decision.Rewrite(Encoding.UTF8.GetString(new CanonicalObject()
            .Add("at", head.GetProperty("at").GetString())
            .Add("documentId", head.GetProperty("documentId").GetString())
            .Add("erasedAt", "2026-01-01T00:00:00.000Z")
            .Add("id", head.GetProperty("id").GetString())
            .Add("sha256", head.GetProperty("sha256").GetString())
            .Add("type", head.GetProperty("type").GetString())
            .ToBytes()));
    }

    private static BsonDocument KeyRow(ILiteCollection<BsonDocument> rows, string name) =>
        rows.FindAll().Single(r => r["_id"].AsString.StartsWith("keys/", StringComparison.Ordinal) && Encoding.UTF8.GetString(r["bytes"].AsBinary).Contains($"\"name\":\"{name}\"", StringComparison.Ordinal));

    private static void ChangeKey(ILiteCollection<BsonDocument> rows, string name, string from, string to)
    {
        var row = KeyRow(rows, name);
        Change(rows, row["_id"], "bytes", from, to, RehashRecord);
    }

    private static void RehashRecord(BsonDocument row)
    {
        var head = Encoding.UTF8.GetString(row["head"].AsBinary);
        var old = JsonDocument.Parse(head).RootElement.GetProperty("sha256").GetString()!;
        row["head"] = Encoding.UTF8.GetBytes(head.Replace(old, StoreChecks.Sha256(row["bytes"].AsBinary), StringComparison.Ordinal));
        row["hash"] = StoreChecks.Sha256(row["head"].AsBinary);
    }

    private static void AddKey(ILiteCollection<BsonDocument> rows)
    {
        var row = KeyRow(rows, "tests");
        var (old, id) = (row["_id"].AsString["keys/".Length..], "00000000000000aa");
        row["_id"] = "keys/" + id;
        foreach (var field in new[] { "head", "bytes" })
            row[field] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row[field].AsBinary).Replace(old, id, StringComparison.Ordinal));
        RehashRecord(row);
        rows.Insert(row);
    }
}
