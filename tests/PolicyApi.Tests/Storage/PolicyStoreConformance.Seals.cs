using PolicyApi.Storage;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <content>Seals over decisions, and erasure under them.</content>
public abstract partial class PolicyStoreConformance
{
    private static readonly DateOnly March = new(2025, 3, 1);

    [SkippableFact]
    public async Task Every_decision_is_under_a_seal_of_its_month_and_the_seals_verify()
    {
        Assert.Empty(await Store.ListSealMonthsAsync(CancellationToken.None));
        for (var i = 0; i < 12; i++)
            await Store.AppendDecisionsAsync([Decision($"d{i}a", Noon.AddDays(i * 10)), Decision($"d{i}b", Noon.AddDays(i * 10).AddTicks(7))]);
        await ReopenAsync();
        await Store.AppendDecisionsAsync([Decision("last")]);

        var months = await Store.ListSealMonthsAsync(CancellationToken.None);

        Assert.Equal([March, new(2025, 4, 1), new(2025, 5, 1), new(2025, 6, 1)], months);
        var sealedIds = new List<string>();
        foreach (var month in months)
            sealedIds.AddRange(await VerifiedAsync(month));
        Assert.Equal(Enumerable.Range(0, 12).SelectMany(i => new[] { $"d{i}a", $"d{i}b" }).Append("last").Order(StringComparer.Ordinal), sealedIds.Order(StringComparer.Ordinal));
    }

    [SkippableFact]
    public async Task A_refused_or_repeated_append_makes_no_seal()
    {
        await Store.AppendDecisionsAsync([Decision("d")]);
        await Store.AppendDecisionsAsync([Decision("d")]);
        await Assert.ThrowsAsync<DecisionIdTakenException>(() => Store.AppendDecisionsAsync([Decision("e"), Decision("d", body: "[]")]));

        Assert.Equal(["d"], await VerifiedAsync(March));
        Assert.Single(await SealsAsync(March));
    }

    [SkippableFact]
    public async Task Seals_are_read_in_pages()
    {
        for (var i = 0; i < 5; i++)
            await Store.AppendDecisionsAsync([Decision($"d{i}")]);

        Assert.Equal([1L, 2L], (await Store.ReadSealsAsync(March, 0, 2, CancellationToken.None)).Select(s => s.Sequence));
        Assert.Equal([3L, 4L], (await Store.ReadSealsAsync(March, 2, 2, CancellationToken.None)).Select(s => s.Sequence));
        Assert.Equal([5L], (await Store.ReadSealsAsync(March, 4, 2, CancellationToken.None)).Select(s => s.Sequence));
        Assert.Empty(await Store.ReadSealsAsync(March, 5, 2, CancellationToken.None));
        Assert.Empty(await Store.ReadSealsAsync(new DateOnly(2024, 1, 1), 0, 2, CancellationToken.None));
        Assert.Empty(await Store.ReadSealedAsync(March, 6, CancellationToken.None));
    }

    [SkippableFact]
    public async Task The_last_seal_of_a_month_is_read_alone()
    {
        Assert.Null(await Store.ReadLastSealAsync(March, CancellationToken.None));
        for (var i = 0; i < 3; i++)
            await Store.AppendDecisionsAsync([Decision($"d{i}"), Decision($"e{i}", Noon.AddMonths(1))]);
        await Store.AppendDecisionsAsync([Decision("last")]);
        await ReopenAsync();

        Assert.Equal((await SealsAsync(March))[^1], await Store.ReadLastSealAsync(March, CancellationToken.None));
        Assert.Equal((4L, 3L), ((await Store.ReadLastSealAsync(March, CancellationToken.None))!.Sequence, (await Store.ReadLastSealAsync(March.AddMonths(1), CancellationToken.None))!.Sequence));
        Assert.Null(await Store.ReadLastSealAsync(March.AddMonths(-1), CancellationToken.None));
    }

    [SkippableFact]
    public async Task An_erased_decision_keeps_what_proves_it_and_loses_what_is_about_the_person()
    {
        var kept = Decision("kept", body: "[\"kept\"]");
        var gone = Decision("gone", Noon.AddSeconds(1), body: "[\"gone\"]", type: DecisionType.Appraisal);
        await Store.AppendDecisionsAsync([kept, gone]);
        var at = Noon.AddDays(400).AddTicks(77);

        var erased = await Store.EraseDecisionsAsync(["gone", "never", "gone"], at, CancellationToken.None);
        await ReopenAsync();

        Assert.Equal(["gone"], erased);
        AssertSame(gone with { Subject = null, Body = default, ErasedAt = Noon.AddDays(400) }, await Store.FindDecisionAsync("gone", CancellationToken.None));
        AssertSame(kept, await Store.FindDecisionAsync("kept", CancellationToken.None));
        Assert.Equal(["kept", "gone"], await VerifiedAsync(March));
        Assert.Equal([null, Noon.AddDays(400)], (await Store.ReadSealedAsync(March, 1, CancellationToken.None)).Select(s => s.ErasedAt));
    }

    [SkippableFact]
    public async Task An_erased_decision_is_listed_still_but_under_no_subject()
    {
        await Store.AppendDecisionsAsync([Decision("a"), Decision("b")]);
        await Store.EraseDecisionsAsync(["a"], Noon, CancellationToken.None);

        Assert.Equal(["b"], await PagesAsync(new DecisionFilter(DecisionType.Decision, Subject: "M-1001"), 10));
        Assert.Equal(["b", "a"], await PagesAsync(new DecisionFilter(DecisionType.Decision, "kam-promotion"), 10));
    }

    [SkippableFact]
    public async Task Erasing_again_changes_nothing()
    {
        await Store.AppendDecisionsAsync([Decision("a")]);
        await Store.EraseDecisionsAsync(["a"], Noon, CancellationToken.None);

        Assert.Empty(await Store.EraseDecisionsAsync(["a"], Noon.AddDays(1), CancellationToken.None));
        Assert.Equal(Noon, (await Store.FindDecisionAsync("a", CancellationToken.None))!.ErasedAt);
    }

    [SkippableFact]
    public async Task A_decision_sent_again_after_its_erasure_stays_erased_and_another_of_its_id_is_refused()
    {
        await Store.AppendDecisionsAsync([Decision("a")]);
        await Store.EraseDecisionsAsync(["a"], Noon, CancellationToken.None);

        await Store.AppendDecisionsAsync([Decision("a")]);

        Assert.True((await Store.FindDecisionAsync("a", CancellationToken.None))!.Body.IsEmpty);
        await Assert.ThrowsAsync<DecisionIdTakenException>(() => Store.AppendDecisionsAsync([Decision("a", body: "[]")]));
    }

    [SkippableFact]
    public async Task Concurrent_appends_are_each_under_one_seal()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
                await Store.AppendDecisionsAsync([Decision($"d{w}-{i}")]);
        })));

        var ids = await VerifiedAsync(March);

        Assert.Equal(160, ids.Count);
        Assert.Equal(160, ids.Distinct(StringComparer.Ordinal).Count());
    }

    private async Task<List<DecisionSeal>> SealsAsync(DateOnly month) =>
        [.. await Store.ReadSealsAsync(month, 0, StoreLimits.MaxJournalRead, CancellationToken.None)];

    /// <summary>Returns the ids under a month's seals, and computes every seal again.</summary>
    private async Task<List<string>> VerifiedAsync(DateOnly month)
    {
        var ids = new List<string>();
        var previous = JournalChain.Start;
        foreach (var seal in await SealsAsync(month))
        {
            var records = await Store.ReadSealedAsync(month, seal.Sequence, CancellationToken.None);
            Assert.Equal((month, previous, records.Count, DecisionSeals.Root(records)), (seal.Month, seal.PreviousHash, seal.Count, seal.Root));
            Assert.Equal(DecisionSeals.Hash(seal), previous = seal.Hash);
            Assert.All(records, r => Assert.Equal(month, DecisionSeals.MonthOf(r.At)));
            ids.AddRange(records.Select(r => r.Id));
        }

        return ids;
    }
}
