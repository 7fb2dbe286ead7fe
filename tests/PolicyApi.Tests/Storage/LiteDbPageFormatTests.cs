using LiteDB;
using LiteDB.Engine;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyService.Faults.Disk;

namespace PolicyApi.Tests.Storage;

/// <summary>
/// Checks the properties of LiteDB's file format on which the streams rely. If one of these tests fails after an upgrade, the streams
/// are wrong until they have been adapted.
/// </summary>
public sealed class LiteDbPageFormatTests : IDisposable
{
    private static readonly CollectionShape Shape = new("rows", ("key", false));

    private readonly SimulatedDisk _disk = new(new DiskFaults());

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void The_streams_were_made_for_this_release() =>
        Assert.Equal(new Version(5, 0, 20, 0), typeof(LiteEngine).Assembly.GetName().Version);

    [Fact]
    public void A_transaction_ends_with_the_only_page_of_it_that_has_the_confirming_byte()
    {
        const int Transactions = 40;
        using (var file = LiteDbFile.Open(_disk, "f", 32_000_000, Shape))
        {
            for (var i = 0; i < Transactions; i++)
                Insert(file, i, 1 + (i * 7 % 50));
        }

        var pages = LogPages();

        Assert.True(pages.Count > 3 * Transactions, $"only {pages.Count} pages");
        Assert.Equal(Transactions, pages.Count(p => LiteDbPage.IsConfirmed(p)));
        Assert.True(LiteDbPage.IsConfirmed(pages[^1]));
        // The four preceding bytes are the transaction's number, which changes exactly after a confirming page.
        for (var i = 1; i < pages.Count; i++)
            Assert.Equal(LiteDbPage.IsConfirmed(pages[i - 1]), Transaction(pages[i - 1]) != Transaction(pages[i]));
    }

    [Fact]
    public void A_transaction_that_is_undone_leaves_no_confirming_byte_to_be_waited_for()
    {
        using var file = LiteDbFile.Open(_disk, "f", 32_000_000, Shape);
        Insert(file, 0, 20);

        Assert.Throws<TimeZoneNotFoundException>(() => file.Write<int>(() =>
        {
            Rows(file).Insert(Row(1, 200));
            throw new TimeZoneNotFoundException();
        }));
        Insert(file, 2, 20);

        Assert.Equal([0, 2], Ids(file));
        var log = LogPages();
        Assert.Equal(1, log.Count(p => LiteDbPage.IsConfirmed(p)));
    }

    [Fact]
    public void Nothing_is_written_to_the_data_file_before_a_checkpoint_and_the_log_is_cut_after_the_data_file_is_synced()
    {
        using var file = LiteDbFile.Open(_disk, "f", 32_000_000, Shape);
        var before = _disk.Done.Count;
        for (var i = 0; i < 30; i++)
            Insert(file, i, 10);
        Assert.DoesNotContain("write f.db", _disk.Done.Skip(before));
        before = _disk.Done.Count;

        file.Checkpoint();

        var done = _disk.Done.Skip(before).ToList();
        Assert.Contains("write f.db", done);
        Assert.Equal(["sync f.db", "cut f-log.db", "sync f-log.db"], done.TakeLast(3));
        Assert.DoesNotContain("write f-log.db", done);
    }

    [Fact]
    public void A_log_whose_last_confirming_byte_is_missing_gives_what_was_before_it()
    {
        using (var file = LiteDbFile.Open(_disk, "f", 32_000_000, Shape))
        {
            Insert(file, 0, 30);
            Insert(file, 1, 30);
        }

        using (var log = _disk.Open("f-log.db"))
            log.Write(log.Length - LiteDbPage.Size + LiteDbPage.ConfirmedAt, [0]);
        using var again = LiteDbFile.Open(_disk, "f", 32_000_000, Shape);

        Assert.Equal([0], Ids(again));
        Insert(again, 2, 30);
        Assert.Equal([0, 2], Ids(again));
    }

    [Fact]
    public void A_file_is_made_whole_and_never_checkpoints_by_itself()
    {
        using var database = new LiteDatabase(new LiteEngine(new EngineSettings
        {
            DataStream = new MemoryStream(NewDatabase.Bytes([Shape])),
            LogStream = new MemoryStream(),
        }));

        Assert.Equal(0, database.CheckpointSize);
        Assert.Equal(new[] { Shape.Name }, database.GetCollectionNames(), StringComparer.Ordinal);
        Assert.Equal(0, database.GetCollection(Shape.Name).Count());
        Assert.Equal(new Collation(127, System.Globalization.CompareOptions.Ordinal).ToString(), database.Collation.ToString());
    }

    private static void Insert(LiteDbFile file, int id, int size) => file.Write(() => Rows(file).Insert(Row(id, size)));

    private static BsonDocument Row(int id, int kilobytes) =>
        new() { ["_id"] = id, ["key"] = id * 7919 % 101, ["bytes"] = new byte[kilobytes * 1000] };

    private static ILiteCollection<BsonDocument> Rows(LiteDbFile file) => file.Collection(Shape.Name);

    private static int[] Ids(LiteDbFile file) => [.. Rows(file).FindAll().ToList().Select(r => r["_id"].AsInt32).Order()];

    private static uint Transaction(byte[] page) => BitConverter.ToUInt32(page, LiteDbPage.ConfirmedAt - sizeof(uint));

    private List<byte[]> LogPages()
    {
        using var log = _disk.Open("f-log.db");
        Assert.Equal(0, log.Length % LiteDbPage.Size);
        var pages = new List<byte[]>();
        for (var at = 0L; at < log.Length; at += LiteDbPage.Size)
        {
            var page = new byte[LiteDbPage.Size];
            Assert.Equal(page.Length, log.Read(at, page));
            pages.Add(page);
        }

        return pages;
    }
}
