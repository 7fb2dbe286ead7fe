using PolicyApi.Catalog;

namespace PolicyApi.Tests.Catalog;

/// <summary>Which set answers: of which day, as known when, with which draft.</summary>
public sealed class SetsInForceTests : CatalogOnStore
{
    [Fact]
    public async Task A_scheduled_publication_comes_into_force_at_midnight_without_a_restart()
    {
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new VersionKey(A, 1));
        await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two"), "alice", None);
        await PublishedAsync(Today.AddDays(1), new VersionKey(A, 2));

        Clock.Now = new DateTimeOffset(2025, 6, 1, 23, 59, 59, 999, TimeSpan.Zero);
        Assert.Equal(["a@1"], await CurrentAsync());
        var compiled = Engine.Compiled.Count;
        Clock.Now = new DateTimeOffset(2025, 6, 2, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(["a@2"], await CurrentAsync());
        Assert.Equal(compiled, Engine.Compiled.Count); // it was compiled when it was published
    }

    [Fact]
    public async Task A_rollback_is_a_new_publication_and_yesterday_can_be_asked_as_it_was_known_then()
    {
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new VersionKey(A, 1));
        await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two"), "alice", None);
        Clock.Now += TimeSpan.FromHours(1);
        await PublishedAsync(Today, new VersionKey(A, 2));
        var known = Clock.Now;
        Clock.Now += TimeSpan.FromHours(1);
        await PublishedAsync(Today, new VersionKey(A, 1));

        Assert.Equal(["a@1"], await CurrentAsync());
        Assert.Equal(["a@2"], Ids(await Catalog.Reading.GetSetAsync(Today, known, null, None)));
        Assert.Equal(["a@1"], Ids(await Catalog.Reading.GetSetAsync(Today, known.AddMilliseconds(-1), null, None)));
        Assert.Empty(Ids(await Catalog.Reading.GetSetAsync(Today.AddDays(-1), null, null, None)));
    }

    [Fact]
    public async Task A_draft_can_be_tried_without_touching_what_is_in_force()
    {
        await CreateAsync("a", "one");
        await CreateAsync("b", "one");
        await PublishedAsync(Today, new VersionKey(A, 1));
        await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "broken"), "alice", None);
        var before = await Catalog.Reading.GetCurrentSetAsync(None);

        var tried = await Catalog.Reading.GetSetAsync(null, null, new VersionKey(A, 2), None);
        var unpublished = await Catalog.Reading.GetSetAsync(null, null, new VersionKey(B, 1), None);

        Assert.Equal(["a@2"], Ids(tried));
        Assert.Equal("broken", Assert.Single(Assert.Single(tried!.Problems).Diagnostics).Code);
        Assert.Equal(["a@1", "b@1"], Ids(unpublished));
        Assert.Same(before, await Catalog.Reading.GetCurrentSetAsync(None));
    }

    [Fact]
    public async Task A_draft_tried_again_after_an_edit_is_the_edited_one()
    {
        var first = await CreateAsync("a", "broken");
        var tried = await Catalog.Reading.GetSetAsync(null, null, new VersionKey(A, 1), None);
        await EditAsync(first.Version.Sha256, "mended");

        var again = await Catalog.Reading.GetSetAsync(null, null, new VersionKey(A, 1), None);

        Assert.Single(tried!.Problems);
        Assert.Empty(again!.Problems);
    }

    [Fact]
    public async Task The_same_set_asked_for_by_many_is_compiled_once()
    {
        await CreateAsync("a", "one");
        var compiled = Engine.Compiled.Count;

        var sets = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await Catalog.Reading.GetSetAsync(null, null, new VersionKey(A, 1), None))));

        Assert.Single(sets.Select(s => s!.Set).Distinct());
        Assert.Equal(compiled + 1, Engine.Compiled.Count);
    }

    [Fact]
    public async Task Drafts_do_not_compile_anything()
    {
        var compiled = Engine.Compiled.Count;
        var before = (await Catalog.Reading.GetCurrentSetAsync(None)).Set;

        await CreateAsync("a", "one");

        Assert.Equal(compiled, Engine.Compiled.Count);
        Assert.Same(before, (await Catalog.Reading.GetCurrentSetAsync(None)).Set);
    }
}
