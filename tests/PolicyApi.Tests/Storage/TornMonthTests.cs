using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb.Blocks;
using PolicyApi.Storage.LiteDb.Inspection;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <summary>What a crash leaves of a month: what was never acknowledged is taken away, and nothing else.</summary>
public sealed class TornMonthTests : MonthOnDisk
{
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
}
