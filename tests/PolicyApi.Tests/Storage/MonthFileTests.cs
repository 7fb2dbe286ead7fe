using FsCheck;
using FsCheck.Xunit;
using LiteDB;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.LiteDb.Inspection;
using PolicyService.Faults.Disk;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>The files of a month: their state after a crash, damage that is reported and never removed, and derived data that is rebuilt.</summary>
public sealed class MonthFileTests : IDisposable
{
    private const string Blocks = "decisions-2025-03.blocks";
    private const int Sector = BlockHead.Sector;
    private static readonly DateOnly March = new(2025, 3, 1);

    private static readonly DecisionRecord[] Stored = [Decision("a"), Decision("b", body: $"\"{new string('x', 900)}\""), Decision("c", subject: null), Decision("d"), Decision("e")];
    private static readonly Lazy<byte[]> WholeMonth = new(Month);

    private readonly SimulatedDisk _disk = new(new DiskFaults());
    private readonly TempFolder _backups = new();

    public void Dispose()
    {
        _disk.Dispose();
        _backups.Remove();
    }

    [Fact]
    public async Task A_group_is_one_write_and_one_sync()
    {
        await using var store = Open();
        await store.AppendDecisionsAsync([Decision("a")]);
        var before = _disk.Done.Count;

        await store.AppendDecisionsAsync([Decision("b"), Decision("c")]);

        Assert.Equal(["write " + Blocks, "sync " + Blocks], _disk.Done.Skip(before));
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
    public async Task Room_that_a_crash_has_left_behind_the_last_block_is_taken_away()
    {
        var crashed = await CrashedAsync(Large("last"));
        Write(crashed, LengthOf(crashed), new byte[20 * Sector]);

        await using (var store = Open(crashed))
            await store.AppendDecisionsAsync([Decision("after")]);

        Assert.Empty(StoreInspection.Run(crashed).Problems);
        Assert.Equal(EndOf(crashed), LengthOf(crashed));
    }

    [Fact]
    public async Task Room_that_a_crash_has_left_in_a_month_with_a_damage_is_no_damage_of_its_own_and_stays()
    {
        var crashed = await CrashedAsync(Large("changed"), Large("last"));
        Write(crashed, EndOfFirst(crashed), "x"u8.ToArray());
        var problems = StoreInspection.Run(crashed).Problems;
        Write(crashed, LengthOf(crashed), new byte[20 * Sector]);
        var length = LengthOf(crashed);

        await using (var store = Open(crashed))
            await DamageIsToldAsync(store, "is not what was stored");

        Assert.NotEmpty(problems);
        Assert.Equal(problems, StoreInspection.Run(crashed).Problems);
        Assert.Equal(length, LengthOf(crashed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_last_block_that_lacks_a_sector_after_a_crash_was_never_acknowledged_and_is_taken_away(int sector)
    {
        var crashed = await CrashedAsync(Large("torn"));
        var last = LastBlock(crashed);
        Write(crashed, last + (sector * Sector), new byte[Sector]);

        await using var store = Open(crashed);

        Assert.Equal(["kept"], await IdsAsync(store));
        await store.AppendDecisionsAsync([Decision("after")]);
        Assert.Equal(["after", "kept"], (await IdsAsync(store)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_last_block_that_is_cut_short_after_a_crash_is_taken_away()
    {
        var crashed = await CrashedAsync(Large("torn"));
        using (var file = crashed.Open(Blocks))
            file.SetLength(file.Length - Sector - 100);

        await using var store = Open(crashed);

        Assert.Equal(["kept"], await IdsAsync(store));
    }

    [Fact]
    public async Task Wherever_the_last_block_ends_after_a_crash_what_was_acknowledged_before_it_is_there_and_the_store_goes_on()
    {
        var crashed = await CrashedAsync(Large("torn"));
        var last = LastBlock(crashed);
        var whole = Bytes(crashed);
        var places = Enumerable.Range((int)last, (int)(whole.Length - last)).Where(at => at % 97 == 0 || at % Sector is <= 2 or >= Sector - 2);

        foreach (var end in places)
        {
            using var disk = Holding(whole[..end]);
            await using var store = Open(disk);
            await store.AppendDecisionsAsync([Decision("after")]);

            Assert.Equal(["after", "kept"], (await IdsAsync(store)).Order(StringComparer.Ordinal));
        }
    }

    [Property(MaxTest = 150)]
    public async Task A_bit_that_was_turned_anywhere_in_a_month_is_told_or_what_is_answered_is_what_was_stored(NonNegativeInt place, byte bit)
    {
        var whole = WholeMonth.Value;
        var changed = whole.ToArray();
        var at = place.Get * 7_919 % changed.Length;
        changed[at] ^= (byte)(1 << (bit % 8));
        using var disk = Holding(changed);

        var problems = StoreInspection.Run(disk).Problems;

        await using var store = Open(disk);
        foreach (var decision in Stored)
        {
            try
            {
                var found = await store.FindDecisionAsync(decision.Id, CancellationToken.None);
                Assert.Equal(decision with { Body = default }, found! with { Body = default });
                Assert.Equal(decision.Body.ToArray(), found.Body.ToArray());
            }
            catch (StoreCorruptException)
            {
                Assert.NotEmpty(problems);
            }
        }
    }

    [Fact]
    public async Task A_last_block_in_which_a_byte_was_changed_is_not_taken_for_a_torn_one()
    {
        var crashed = await CrashedAsync(Large("changed"));
        Write(crashed, LastBlock(crashed) + (2 * Sector) + 7, [1]);

        await using var store = Open(crashed);

        var refusal = await Assert.ThrowsAsync<StoreCorruptException>(() => store.FindDecisionAsync("changed", CancellationToken.None));
        Assert.Contains("`changed`", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(await store.FindDecisionAsync("kept", CancellationToken.None));
    }

    [Fact]
    public async Task Behind_a_damage_nothing_is_appended_and_what_lies_before_it_is_read_still()
    {
        var crashed = await CrashedAsync(Large("changed"));
        Write(crashed, LastBlock(crashed) + 3, [1]);
        var length = LengthOf(crashed);

        await using (var store = Open(crashed))
        {
            await DamageIsToldAsync(store, "is not what was stored; restore the decisions from a backup");
            Assert.Single(await store.ReadSealsAsync(March, 0, 1, CancellationToken.None));
            Assert.Equal(1, (await store.ReadLastSealAsync(March, CancellationToken.None))!.Sequence);
            Assert.Single(await store.ReadSealedAsync(March, 1, CancellationToken.None));
            await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadSealedAsync(March, 2, CancellationToken.None));
            await store.AppendDecisionsAsync([Decision("another month", Noon.AddMonths(1))]);
        }

        await using (var again = Open(crashed))
            await DamageIsToldAsync(again, "is not what was stored; restore the decisions from a backup", isNewest: false);
        Assert.Equal(length, LengthOf(crashed));
        Assert.Contains(StoreInspection.Run(crashed).Problems, p => p.Contains("cannot be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Decisions_that_were_cut_off_while_the_store_was_closed_are_missed_and_the_others_are_read()
    {
        await using (var store = Open())
        {
            await store.AppendDecisionsAsync([Decision("kept")]);
            await store.AppendDecisionsAsync([Large("gone")]);
        }

        using (var file = _disk.Open(Blocks))
            file.SetLength(LastBlock(_disk));

        await using var again = Open();

        await Assert.ThrowsAsync<StoreCorruptException>(() => again.FindDecisionAsync("gone", CancellationToken.None));
        await DamageIsToldAsync(again, "the last ones are missing");
    }

    [Fact]
    public async Task What_could_not_be_read_behind_a_damage_is_there_again_once_it_is_mended()
    {
        var crashed = await CrashedAsync(Large("changed"));
        var place = LastBlock(crashed) + 3;
        Write(crashed, place, [1]);
        await using (var store = Open(crashed))
            await DamageIsToldAsync(store, "is not what was stored");

        Write(crashed, place, "i"u8.ToArray());

        await using (var mended = Open(crashed))
        {
            await mended.AppendDecisionsAsync([Decision("after")]);
            Assert.Equal(["after", "changed", "kept"], (await IdsAsync(mended)).Order(StringComparer.Ordinal));
        }

        Assert.Empty(StoreInspection.Run(crashed).Problems);
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

        _disk.Delete("decisions-2025-03.db");
        _disk.Delete("decisions-2025-03-log.db");

        await using (var again = Open())
        {
            var found = await again.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision, Subject: "M-0"), null, 100, CancellationToken.None);
            Assert.Equal(all.Where(d => d.Subject == "M-0" && d.Id != "d07").Select(d => d.Id).Reverse(), found.Select(d => d.Id));
            Assert.All(all, d => Assert.NotNull(again.FindDecisionAsync(d.Id, CancellationToken.None).GetAwaiter().GetResult()));
            Assert.Equal(17, (await again.ReadSealsAsync(March, 0, 100, CancellationToken.None)).Count);
        }

        Assert.Empty(StoreInspection.Run(_disk).Problems);
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

    private async Task DamageIsToldAsync(LiteDbPolicyStore store, string message, bool isNewest = true)
    {
        Func<Task>[] closed =
        [
            () => store.AppendDecisionsAsync([Decision("after")]), () => IdsAsync(store), () => store.FindDecisionAsync("nowhere", CancellationToken.None),
            () => store.EraseDecisionsAsync(["kept"], Noon, CancellationToken.None),
            () => store.BackupAsync(_backups.Path, CancellationToken.None),
        ];
        foreach (var act in closed)
        {
            var refusal = await Assert.ThrowsAsync<StoreCorruptException>(act);
            Assert.Contains(message, refusal.Message, StringComparison.Ordinal);
        }

        // A service whose present month cannot be written is not ready; damage in another month shows when it is read.
        var probe = await store.ProbeAsync(CancellationToken.None);
        Assert.Equal(!isNewest, probe.Ready);
        Assert.Contains(isNewest ? message : string.Empty, probe.Reason ?? string.Empty, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreCorruptException>(() => store.ReadSealsAsync(March, 0, 100, CancellationToken.None));
        Assert.Equal("kept", (await store.FindDecisionAsync("kept", CancellationToken.None))!.Id);
        Assert.Contains(March, await store.ListSealMonthsAsync(CancellationToken.None));
    }

    private LiteDbPolicyStore Open() => Open(_disk);

    private static LiteDbPolicyStore Open(SimulatedDisk disk) =>
        LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = "simulated", ChapterLength = 8 }, TimeProvider.System, disk);

    private static DecisionRecord Large(string id) => Decision(id, body: $"\"{new string('x', 3 * Sector)}\"");

    /// <summary>Returns the disk after a loss of power following some decisions: a first one and those given.</summary>
    private async Task<SimulatedDisk> CrashedAsync(params DecisionRecord[] last)
    {
        await using var store = Open();
        await store.AppendDecisionsAsync([Decision("kept")]);
        foreach (var record in last)
            await store.AppendDecisionsAsync([record]);
        return _disk.Restarted(1, new DiskFaults());
    }

    // Returns a store of which only a month's blocks are left.
    private static SimulatedDisk Holding(byte[] blocks)
    {
        var disk = new SimulatedDisk(new DiskFaults());
        using var file = disk.Open(Blocks);
        for (var at = 0; at < blocks.Length; at += Sector)
            file.Write(at, blocks.AsSpan(at, Math.Min(Sector, blocks.Length - at)));
        file.Sync();
        return disk;
    }

    private static byte[] Bytes(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        var bytes = new byte[file.Length];
        for (var at = 0; at < bytes.Length;)
            at += file.Read(at, bytes.AsSpan(at));
        return bytes;
    }

    private static byte[] Month()
    {
        using var disk = new SimulatedDisk(new DiskFaults());
        var store = Open(disk);
        foreach (var part in Stored.Chunk(2))
            store.AppendDecisionsAsync(part).GetAwaiter().GetResult();
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return Bytes(disk);
    }

    private static long LastBlock(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        var at = 0L;
        for (var block = BlockHead.Read(file, 0); block is not null; block = BlockHead.Read(file, block.End))
            at = block.Position;
        return at;
    }

    private static long EndOfFirst(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        return BlockHead.Read(file, 0)!.End;
    }

    private static long EndOf(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        return BlockHead.Read(file, LastBlock(disk))!.End;
    }

    private static void Write(SimulatedDisk disk, long position, byte[] bytes)
    {
        using var file = disk.Open(Blocks);
        for (var at = 0; at < bytes.Length; at += Sector)
            file.Write(position + at, bytes.AsSpan(at, Math.Min(Sector, bytes.Length - at)));
    }

    private static long LengthOf(SimulatedDisk disk)
    {
        using var file = disk.Open(Blocks);
        return file.Length;
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(LiteDbPolicyStore store) =>
        [.. (await store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), null, 100, CancellationToken.None)).Select(d => d.Id)];
}
