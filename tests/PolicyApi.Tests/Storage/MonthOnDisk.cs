using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;
using PolicyService.Faults.Disk;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>A store on a simulated disk, whose decisions are all of one month, and the bytes of that month's blocks.</summary>
public abstract class MonthOnDisk : IDisposable
{
    internal const string Blocks = "decisions-2025-03.blocks";
    internal const int Sector = BlockHead.Sector;
    internal static readonly DateOnly March = new(2025, 3, 1);

    internal static readonly DecisionRecord[] Stored = [Decision("a"), Decision("b", body: $"\"{new string('x', 900)}\""), Decision("c", subject: null), Decision("d"), Decision("e")];
    internal static readonly Lazy<byte[]> WholeMonth = new(Month);

    internal SimulatedDisk Disk { get; } = new(new DiskFaults());

    internal TempFolder Backups { get; } = new();

    public void Dispose()
    {
        Disk.Dispose();
        Backups.Remove();
        GC.SuppressFinalize(this);
    }

    internal LiteDbPolicyStore Open() => Open(Disk);

    internal static LiteDbPolicyStore Open(SimulatedDisk disk) =>
        LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = "simulated", ChapterLength = 8 }, TimeProvider.System, disk);

    internal static DecisionRecord Large(string id) => Decision(id, body: $"\"{new string('x', 3 * Sector)}\"");

    /// <summary>Returns the disk after a loss of power following some decisions: a first one and those given.</summary>
    internal async Task<SimulatedDisk> CrashedAsync(params DecisionRecord[] last)
    {
        await using var store = Open();
        await store.AppendDecisionsAsync([Decision("kept")]);
        foreach (var record in last)
            await store.AppendDecisionsAsync([record]);
        return Disk.Restarted(1, new DiskFaults());
    }

    // Returns a store of which only a month's blocks are left.
    internal static SimulatedDisk Holding(byte[] blocks)
    {
        var disk = new SimulatedDisk(new DiskFaults());
        using var file = disk.Open(Blocks);
        for (var at = 0; at < blocks.Length; at += Sector)
            file.Write(at, blocks.AsSpan(at, Math.Min(Sector, blocks.Length - at)));
        file.Sync();
        return disk;
    }

    internal static byte[] Bytes(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        var bytes = new byte[file.Length];
        for (var at = 0; at < bytes.Length;)
            at += file.Read(at, bytes.AsSpan(at));
        return bytes;
    }

    internal static byte[] Month()
    {
        using var disk = new SimulatedDisk(new DiskFaults());
        var store = Open(disk);
        foreach (var part in Stored.Chunk(2))
            store.AppendDecisionsAsync(part).GetAwaiter().GetResult();
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return Bytes(disk);
    }

    internal static long LastBlock(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        var at = 0L;
        for (var block = BlockHead.Read(file, 0); block is not null; block = BlockHead.Read(file, block.End))
            at = block.Position;
        return at;
    }

    internal static long EndOfFirst(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        return BlockHead.Read(file, 0)!.End;
    }

    internal static long EndOf(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        return BlockHead.Read(file, LastBlock(disk))!.End;
    }

    internal static void Write(SimulatedDisk disk, long position, byte[] bytes)
    {
        using var file = disk.Open(Blocks);
        for (var at = 0; at < bytes.Length; at += Sector)
            file.Write(position + at, bytes.AsSpan(at, Math.Min(Sector, bytes.Length - at)));
    }

    internal static long LengthOf(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        return file.Length;
    }

    internal static async Task<IReadOnlyList<string>> IdsAsync(LiteDbPolicyStore store) =>
        [.. (await store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 100, CancellationToken.None)).Select(d => d.Id)];
}
