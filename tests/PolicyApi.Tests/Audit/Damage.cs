using System.Text;
using System.Text.Json;
using LiteDB;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Audit;

/// <summary>What someone who can write into the files might do, by name.</summary>
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
        ["a decision's body edited"] = Answers(rows => Change(rows, Whole(rows), "body", "\"subject\"", "\"subjecT\"")),
        ["a decision edited throughout"] = Answers(rows => Change(rows, Whole(rows), "body", "\"asOf\":\"2", "\"asOf\":\"3", row => Rehash(row, "sha256"))),
        ["a decision removed"] = Answers(rows => rows.Delete(Whole(rows))),
        ["a decision filed under another person"] = Answers(rows => Head(rows, Whole(rows), "\"subject\":\"", "\"subject\":\"X")),
        ["a decision added"] = Answers(rows => AddDecision(rows, Whole(rows))),
        ["a decision's body taken away"] = Answers(rows => TakeAway(rows, Whole(rows))),
        ["a seal edited"] = Seals(rows => Change(rows, First(rows), SealTable.Bytes, "\"count\":", "\"count\":1")),
        ["a seal removed"] = Seals(rows => rows.Delete(First(rows))),
        ["two seals swapped"] = Seals(rows => Swap(rows, First(rows), rows.FindAll().Skip(1).First()["_id"], SealTable.Bytes, SealTable.Hash, "ids")),
        ["the ids under a seal reordered"] = Seals(MoveId),
        ["a month removed"] = folder => MonthFiles(folder).ForEach(File.Delete),
        ["a month cut off"] = folder =>
        {
            Seals(rows => rows.Delete(rows.Max()))(folder);
            Answers(rows => rows.Delete(rows.FindAll().Last(r => r["t"].AsString.StartsWith("d/", StringComparison.Ordinal))["_id"]))(folder);
        },
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

    private static Action<string> Answers(Action<ILiteCollection<BsonDocument>> change) => Edit(Decisions, DecisionTable.Name, change);

    private static Action<string> Seals(Action<ILiteCollection<BsonDocument>> change) => Edit(Decisions, SealTable.Name, change);

    private static List<string> MonthFiles(string folder) => [.. Directory.EnumerateFiles(folder, Decisions + "-*.db")];

    // By one with as many seals, which a store has made and which is whole by itself.
    private static void Replace(string folder)
    {
        var other = new TempFolder();
        var count = 0;
        Seals(rows => count = rows.Count())(folder);
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

    private static BsonValue Whole(ILiteCollection<BsonDocument> rows) => rows.FindAll().First(r => r["body"].AsBinary.Length > 0)["_id"];

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

    // What a careful attacker does: every hash within the row fits again.
    private static void Rehash(BsonDocument row, string bodyHash)
    {
        var head = Encoding.UTF8.GetString(row["head"].AsBinary);
        var old = JsonDocument.Parse(head).RootElement.GetProperty(bodyHash).GetString()!;
        row["head"] = Encoding.UTF8.GetBytes(head.Replace(old, StoreChecks.Sha256(row["body"].AsBinary), StringComparison.Ordinal));
        row["hash"] = StoreChecks.Sha256(row["head"].AsBinary);
    }

    private static void Head(ILiteCollection<BsonDocument> rows, BsonValue id, string from, string to) =>
        Change(rows, id, "head", from, to, row => row["hash"] = StoreChecks.Sha256(row["head"].AsBinary));

    private static void AddDecision(ILiteCollection<BsonDocument> rows, BsonValue like)
    {
        var row = rows.FindById(like);
        var (old, id) = (row["_id"].AsString, "dec_added");
        row["_id"] = id;
        foreach (var key in new[] { "t", "td", "ts" }.Where(k => row[k].IsString))
            row[key] = row[key].AsString.Replace(old, id, StringComparison.Ordinal);
        row["head"] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(row["head"].AsBinary).Replace(old, id, StringComparison.Ordinal));
        row["hash"] = StoreChecks.Sha256(row["head"].AsBinary);
        rows.Insert(row);
    }

    private static void TakeAway(ILiteCollection<BsonDocument> rows, BsonValue id)
    {
        var row = rows.FindById(id);
        var head = JsonDocument.Parse(row["head"].AsBinary).RootElement;
        row["body"] = Array.Empty<byte>();
        row["ts"] = BsonValue.Null;
        row["head"] = new CanonicalObject()
            .Add("at", head.GetProperty("at").GetString())
            .Add("documentId", head.GetProperty("documentId").GetString())
            .Add("erasedAt", "2026-01-01T00:00:00.000Z")
            .Add("id", id.AsString)
            .Add("sha256", head.GetProperty("sha256").GetString())
            .Add("type", head.GetProperty("type").GetString())
            .ToBytes();
        row["hash"] = StoreChecks.Sha256(row["head"].AsBinary);
        Assert.True(rows.Update(row));
    }

    // The seals have one id each here, so the second gets the first one's.
    private static void MoveId(ILiteCollection<BsonDocument> rows)
    {
        var (a, b) = (rows.FindAll().First(), rows.FindAll().Skip(1).First());
        b["ids"] = a["ids"];
        rows.Update(b);
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
