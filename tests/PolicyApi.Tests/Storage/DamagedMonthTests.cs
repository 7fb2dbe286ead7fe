using FsCheck;
using FsCheck.Xunit;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Inspection;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>Damage to a month is told, and nothing of it is taken away.</summary>
public sealed class DamagedMonthTests : MonthOnDisk
{
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

        using (var file = Disk.Open(Blocks))
            file.SetLength(LastBlock(Disk));

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

    private async Task DamageIsToldAsync(LiteDbPolicyStore store, string message, bool isNewest = true)
    {
        Func<Task>[] closed =
        [
            () => store.AppendDecisionsAsync([Decision("after")]), () => IdsAsync(store), () => store.FindDecisionAsync("nowhere", CancellationToken.None),
            () => store.EraseDecisionsAsync(["kept"], Noon, CancellationToken.None),
            () => store.BackupAsync(Backups.Path, CancellationToken.None),
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
}
