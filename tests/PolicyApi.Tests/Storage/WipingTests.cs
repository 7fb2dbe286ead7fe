using LiteDB;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyService.Faults.Disk;

namespace PolicyApi.Tests.Storage;

/// <summary>What files keep of deleted rows: the behaviour of LiteDB on which erasure relies.</summary>
public sealed class WipingTests : IDisposable
{
    private const int Rows = 400;

    private static readonly CollectionShape Shape = new("rows", ("key", false));

    private readonly SimulatedDisk _disk = new(new DiskFaults());

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Nothing_that_was_changed_or_removed_is_left_in_the_file_once_the_log_is_brought_into_it()
    {
        using (var file = LiteDbFile.Open(_disk, "f", 32_000_000, Shape))
        {
            file.Write(() => Enumerable.Range(0, Rows).Sum(i => Table(file).Insert(Row(i, 1 + (i * 97 % 9_000))).AsInt32));
            file.Checkpoint();
            Assert.InRange(Left(file), 2 * Rows, int.MaxValue);
            file.Write(() => Enumerable.Range(0, Rows).Where(IsGone).Count(i => Table(file).Delete(i)));
            file.Write(() => Enumerable.Range(0, Rows).Where(i => !IsGone(i)).Count(i => Table(file).Update(Short(i))));
            for (var round = 1; round < 4; round++)
                Churn(file, round);
            file.Checkpoint();
            Assert.Equal(0, Left(file));
            AssertWhole(file);
        }

        using var again = LiteDbFile.Open(_disk, "f", 32_000_000, Shape);
        AssertWhole(again);
        Assert.Equal(0, Left(again));
    }

    // Adding and removing rows makes the engine move other rows within their pages.
    private static void Churn(LiteDbFile file, int round)
    {
        var ids = Enumerable.Range(round * 10_000, Rows).ToList();
        file.Write(() => ids.Sum(i => Table(file).Insert(Row(i, 1 + (i * 131 % 2_000))).AsInt32));
        file.Write(() => ids.Where(i => i % 2 == 0).Count(i => Table(file).Update(Row(i, 1 + (i * 17 % 500)))));
        file.Write(() => ids.Where(i => i % 4 == 0).Count(i => Table(file).Delete(i)));
        file.Write(() => ids.Where(i => i % 4 == 0).Sum(i => Table(file).Insert(Row(i, 1 + (i * 7 % 3_000))).AsInt32));
        file.Write(() => ids.Count(i => Table(file).Delete(i)));
    }

    private static bool IsGone(int i) => i % 3 != 0;

    private static ILiteCollection<BsonDocument> Table(LiteDbFile file) => file.Collection("rows");

    private static BsonDocument Row(int i, int length) => new() { ["_id"] = i, ["key"] = $"secret-{i}", ["text"] = new string('x', length) + "secret" };

    private static BsonDocument Short(int i) => new() { ["_id"] = i, ["key"] = $"open-{i}", ["text"] = "short" };

    private static void AssertWhole(LiteDbFile file)
    {
        Assert.Equal(Enumerable.Range(0, Rows).Where(i => !IsGone(i)), Table(file).FindAll().Select(r => r["_id"].AsInt32).Where(i => i < Rows).Order());
        Assert.All(Enumerable.Range(0, Rows).Where(i => !IsGone(i)), i => Assert.Equal(i, Table(file).FindOne(Query.EQ("key", $"open-{i}"))["_id"].AsInt32));
    }

    private static int Left(LiteDbFile file)
    {
        var bytes = new byte[file.DataLength];
        file.ReadData(0, bytes);
        var count = 0;
        for (var at = bytes.AsSpan(); at.IndexOf("secret"u8) is var found and >= 0; at = at[(found + 1)..])
            count++;
        return count;
    }
}
