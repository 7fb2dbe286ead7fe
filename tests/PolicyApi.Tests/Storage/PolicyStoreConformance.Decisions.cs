using PolicyApi.Storage;
using static PolicyApi.Tests.Storage.StoreSamples;

namespace PolicyApi.Tests.Storage;

/// <content>Decisions: their ids, lists and pages.</content>
public abstract partial class PolicyStoreConformance
{
    [SkippableFact]
    public async Task Decision_ids_differ_by_case()
    {
        await Store.AppendDecisionsAsync([Decision("x"), Decision("X", body: "[]")]);

        Assert.Equal("[]"u8.ToArray(), (await Store.FindDecisionAsync("X", CancellationToken.None))!.Body.ToArray());
        Assert.Equal("x", (await Store.FindDecisionAsync("x", CancellationToken.None))!.Id);
    }

    [SkippableFact]
    public async Task A_decision_sent_again_is_left_as_it_is()
    {
        var decision = Decision("d") with { At = Noon.AddTicks(77) };
        await Store.AppendDecisionsAsync([decision, decision]);
        await Store.AppendDecisionsAsync([decision, Decision("e")]);

        Assert.Equal(["e", "d"], (await ListAsync(new DecisionFilter(DecisionType.Decision))).Select(d => d.Id), StringComparer.Ordinal);
    }

    [SkippableFact]
    public async Task An_id_that_holds_a_time_is_found_by_it_and_must_hold_that_of_its_record()
    {
        var lastOfMonth = new DateTimeOffset(2025, 3, 31, 23, 59, 59, 999, TimeSpan.Zero);
        var early = Decision(DecisionIds.New("dec", lastOfMonth.AddMilliseconds(1)), lastOfMonth);
        var late = Decision(DecisionIds.New("dec", lastOfMonth), lastOfMonth.AddMilliseconds(1));
        await Store.AppendDecisionsAsync([early, late]);

        AssertSame(early, await Store.FindDecisionAsync(early.Id, CancellationToken.None));
        AssertSame(late, await Store.FindDecisionAsync(late.Id, CancellationToken.None));
        Assert.Null(await Store.FindDecisionAsync(DecisionIds.New("dec", Noon), CancellationToken.None));
        Assert.Equal([late.Id, early.Id], await Store.EraseDecisionsAsync([late.Id, early.Id], Noon, CancellationToken.None));
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() => Store.AppendDecisionsAsync([Decision(DecisionIds.New("dec", Noon), Noon.AddDays(2))]));
        Assert.Contains("holds another time", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Ids_in_any_order_and_of_any_characters_are_found_and_never_taken_twice()
    {
        string[] ids = [DecisionIds.New("dec", Noon.AddMinutes(5)), "\ud83d\ude00", "\uff5e", DecisionIds.New("apr", Noon), "B", "a", DecisionIds.New("dec", Noon.AddMinutes(-5)), "\u00e9", "e\u0301"];
        foreach (var pair in ids.Chunk(2))
            await Store.AppendDecisionsAsync([.. pair.Select(id => Decision(id))]);
        await ReopenAsync();
        await Store.AppendDecisionsAsync([Decision(DecisionIds.New("dec", Noon.AddMinutes(9)))]);

        foreach (var id in ids)
        {
            Assert.Equal(id, (await Store.FindDecisionAsync(id, CancellationToken.None))!.Id);
            await Store.AppendDecisionsAsync([Decision(id)]);
            await Assert.ThrowsAsync<DecisionIdTakenException>(() => Store.AppendDecisionsAsync([Decision("fresh"), Decision(id, body: "[]")]));
        }

        Assert.Null(await Store.FindDecisionAsync("fresh", CancellationToken.None));
        Assert.Equal(ids.Length + 1, (await VerifiedAsync(March)).Count);
        Assert.Equal([.. ids.Reverse()], await Store.EraseDecisionsAsync([.. ids.Reverse()], Noon, CancellationToken.None));
    }

    [SkippableFact]
    public async Task Pages_are_right_where_groups_overlap_in_time()
    {
        for (var i = 0; i < 30; i++)
        {
            await Store.AppendDecisionsAsync([.. Enumerable.Range(0, 5).Select(j => Decision(
                $"d{i:D2}{j}", Noon.AddSeconds(i).AddSeconds(j * j * 7 % 40), j == i % 5 ? "kam-promotion-b" : "kam-promotion", $"M-{(i + j) % 4}"))]);
        }

        DecisionFilter[] filters = [new(DecisionType.Decision), new(DecisionType.Decision, "kam-promotion-b"), new(DecisionType.Decision, Subject: "M-3"), new(DecisionType.Decision, "kam-promotion-b", "M-2")];
        foreach (var filter in filters)
        {
            var all = await ListAsync(filter with { DocumentId = null, Subject = null }, 200);
            var expected = all
                .Where(r => (filter.DocumentId ?? r.DocumentId) == r.DocumentId && (filter.Subject ?? r.Subject) == r.Subject)
                .OrderByDescending(r => r.At).ThenByDescending(r => r.Id, StringComparer.Ordinal).Select(r => r.Id);
            Assert.Equal(150, all.Count);
            Assert.Equal(expected, await PagesAsync(filter, 4), StringComparer.Ordinal);
        }
    }

    [SkippableFact]
    public async Task More_than_one_append_takes_is_refused()
    {
        var body = new string('7', StoreLimits.MaxContentBytes);
        var refusal = await Assert.ThrowsAsync<ArgumentException>(() =>
            Store.AppendDecisionsAsync([.. Enumerable.Range(0, 9).Select(i => Decision($"d{i}", body: body))]));

        Assert.Contains("too many for one append", refusal.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_id_that_belongs_to_another_record_refuses_the_whole_append()
    {
        await Store.AppendDecisionsAsync([Decision("d")]);

        var taken = await Assert.ThrowsAsync<DecisionIdTakenException>(() => Store.AppendDecisionsAsync([Decision("e"), Decision("d", subject: "other")]));

        Assert.Equal("d", taken.Id);
        Assert.Null(await Store.FindDecisionAsync("e", CancellationToken.None));
        Assert.Equal("M-1001", (await Store.FindDecisionAsync("d", CancellationToken.None))!.Subject);
    }

    [SkippableFact]
    public async Task Lists_hold_what_the_filter_says_newest_first_page_by_page()
    {
        var records = Enumerable.Range(0, 60).Select(i => Decision(
            $"d{i * 37 % 60:D2}",
            Noon.AddMilliseconds(i / 4),
            i % 3 == 0 ? "kam-promotion" : "kam-promotion-b",
            (i % 5) switch { 0 => null, 1 => "m", _ => "M" },
            i % 2 == 0 ? DecisionType.Decision : DecisionType.Appraisal)).ToList();
        await Store.AppendDecisionsAsync(records);
        DecisionFilter[] filters =
        [
            new(DecisionType.Decision), new(DecisionType.Appraisal),
            new(DecisionType.Decision, "kam-promotion"), new(DecisionType.Appraisal, "kam-promotion-b"),
            new(DecisionType.Decision, Subject: "M"), new(DecisionType.Decision, Subject: "m"), new(DecisionType.Decision, "kam-promotion-b", "M"),
            new(DecisionType.Decision, "kam"), new(DecisionType.Decision, Subject: string.Empty),
        ];

        foreach (var filter in filters)
        {
            var expected = records
                .Where(r => r.Type == filter.Type && r.DocumentId == (filter.DocumentId ?? r.DocumentId) && (filter.Subject is null || r.Subject == filter.Subject))
                .OrderByDescending(r => r.At).ThenByDescending(r => r.Id, StringComparer.Ordinal)
                .Select(r => r.Id);
            foreach (var pageSize in new[] { 1, 7, 200 })
                Assert.Equal(expected, await PagesAsync(filter, pageSize), StringComparer.Ordinal);
        }
    }

    [SkippableFact]
    public async Task A_page_starts_after_its_cursor_even_when_that_record_is_not_there()
    {
        await Store.AppendDecisionsAsync([Decision("a"), Decision("c")]);

        var page = await Store.ListDecisionsAsync(new DecisionFilter(DecisionType.Decision), new DecisionCursor(Noon, "b"), 10, CancellationToken.None);

        Assert.Equal("a", Assert.Single(page).Id);
    }

    private Task<IReadOnlyList<DecisionRecord>> ListAsync(DecisionFilter filter, int most = 100) => Store.ListDecisionsAsync(filter, null, most, CancellationToken.None);

    private async Task<List<string>> PagesAsync(DecisionFilter filter, int pageSize)
    {
        var ids = new List<string>();
        DecisionCursor? after = null;
        while (true)
        {
            var page = await Store.ListDecisionsAsync(filter, after, pageSize, CancellationToken.None);
            ids.AddRange(page.Select(r => r.Id));
            if (page.Count < pageSize)
                return ids;
            after = new DecisionCursor(page[^1].At, page[^1].Id);
        }
    }
}
