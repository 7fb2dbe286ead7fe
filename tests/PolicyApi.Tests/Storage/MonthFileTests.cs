using LiteDB;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyService.Faults.Disk;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>The files of a month: how they are written, and what is made again.</summary>
public sealed class MonthFileTests : MonthOnDisk
{
    [Fact]
    public async Task A_group_is_one_write_and_one_sync()
    {
        await using var store = Open();
        await store.AppendDecisionsAsync([Decision("a")]);
        var before = Disk.Done.Count;

        await store.AppendDecisionsAsync([Decision("b"), Decision("c")]);

        Assert.Equal(["write " + Blocks, "sync " + Blocks], Disk.Done.Skip(before));
    }

    [Fact]
    public async Task Room_that_was_made_behind_the_last_block_is_filled_by_the_next_ones_and_cut_off_when_the_month_is_closed()
    {
        using var disk = new SimulatedDisk(new DiskFaults()) { MakesRoom = true };
        await using (var store = Open(disk))
        {
            foreach (var decision in Stored)
                await store.AppendDecisionsAsync([decision]);
        }

        Assert.Contains("cut " + Blocks, disk.Done);
        Assert.Equal(EndOf(disk), LengthOf(disk));
        Assert.Empty(StoreInspection.Run(disk).Problems);
        await using var again = Open(disk);
        Assert.Equal(Stored.Select(d => d.Id), (await IdsAsync(again)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_database_that_finds_decisions_is_made_again_from_the_blocks()
    {
        var all = Enumerable.Range(0, 50).Select(i => Decision($"d{i:D2}", Noon.AddMinutes(i), subject: $"M-{i % 7}")).ToList();
        await using (var store = Open())
        {
            foreach (var part in all.Chunk(3))
                await store.AppendDecisionsAsync(part);
            await store.EraseDecisionsAsync(["d07"], Noon, CancellationToken.None);
        }

        Disk.Delete("decisions-2025-03.db");
        Disk.Delete("decisions-2025-03-log.db");

        await using (var again = Open())
        {
            var found = await again.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision, Subject: "M-0"), null, 100, CancellationToken.None);
            Assert.Equal(all.Where(d => d.Subject == "M-0" && d.Id != "d07").Select(d => d.Id).Reverse(), found.Select(d => d.Id));
            Assert.All(all, d => Assert.NotNull(again.FindDecisionAsync(d.Id, CancellationToken.None).GetAwaiter().GetResult()));
            Assert.Equal(17, (await again.ReadSealsAsync(March, 0, 100, CancellationToken.None)).Count);
        }

        Assert.Empty(StoreInspection.Run(Disk).Problems);
    }

    [Fact]
    public async Task A_file_of_another_format_is_refused_with_both_formats_named()
    {
        var folder = new TempFolder();
        var options = new LiteDbOptions { DataFolder = folder.Path };
        await LiteDbPolicyStore.Open(options, TimeProvider.System).DisposeAsync();
        using (var database = new LiteDatabase(Path.Combine(folder.Path, "journal.db")))
            database.UserVersion = 1;

        var refusal = Assert.Throws<StoreFormatException>(() => LiteDbPolicyStore.Open(options, TimeProvider.System));

        Assert.Equal("`journal.db` has the format 1, and this build reads 2; start with a new data folder, or run the build that wrote this one", refusal.Message);
        Assert.Throws<StoreFormatException>(() => LiteDbPolicyStore.Open(options, TimeProvider.System));
        folder.Remove();
    }
}
