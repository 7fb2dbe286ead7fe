using PolicyApi.Storage;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <content>A clock that is set back: the order comes from sequences, and the month from the times of records.</content>
public abstract partial class PolicyStoreConformance
{
    [Fact]
    public async Task A_clock_set_back_over_the_turn_of_a_month_loses_and_confuses_nothing()
    {
        var april = new DateTimeOffset(2025, 4, 1, 0, 30, 0, TimeSpan.Zero);
        DateTimeOffset[] clock = [april, april.AddHours(-1), april.AddHours(-1).AddMilliseconds(1), april, april.AddMinutes(1)];
        var written = new List<DecisionRecord>();
        foreach (var at in clock)
        {
            var decision = Decision(DecisionIds.New("dec", at), at);
            await Store.AppendDecisionsAsync([decision]);
            await Store.AppendedAsync(StoreChange.Of(Note(target: decision.Id) with { At = at }));
            written.Add(decision);
        }

        await ReopenAsync();

        var journal = await Store.JournalAsync();
        Assert.Equal(written.Select(d => d.Id), journal.Cast<NoteEntry>().Select(n => n.Target));
        Assert.Equal(clock, journal.Select(e => e.At));
        Assert.Equal(Enumerable.Range(1, clock.Length).Select(n => (long)n), journal.Select(e => e.Sequence));
        foreach (var decision in written)
            AssertSame(decision, await Store.FindDecisionAsync(decision.Id, CancellationToken.None));
        Assert.Equal(
            written.OrderByDescending(d => d.At).ThenByDescending(d => d.Id, StringComparer.Ordinal).Select(d => d.Id),
            await PagesAsync(new DecisionFilter(DecisionType.Decision), 2));
        Assert.Equal([March, March.AddMonths(1)], await Store.ListSealMonthsAsync(CancellationToken.None));
        Assert.Equal([written[1].Id, written[2].Id], await VerifiedAsync(March));
        Assert.Equal([written[0].Id, written[3].Id, written[4].Id], await VerifiedAsync(March.AddMonths(1)));
    }

    [Fact]
    public async Task A_record_that_expired_lives_again_only_while_the_clock_says_so_and_is_swept_once()
    {
        await Store.PutAsync(RecordWrite.Put(Thing, 0, "mortal"u8.ToArray(), Clock.GetUtcNow().AddHours(1)));
        Clock.Ahead = TimeSpan.FromHours(2);
        Assert.Null(await FindAsync(Thing));
        Clock.Ahead = TimeSpan.Zero;
        Assert.Equal((1L, 0), ((await FindAsync(Thing))!.Version, await Store.SweepRecordsAsync(CancellationToken.None)));

        Clock.Ahead = TimeSpan.FromHours(2);

        Assert.Equal(1, await Store.SweepRecordsAsync(CancellationToken.None));
    }
}
