using PolicyApi.Catalog;
using PolicyApi.Tests.Storage;

namespace PolicyApi.Tests.Catalog;

/// <summary>What comes into force, and what is refused.</summary>
public sealed class PublicationTests : CatalogOnStore
{
    [Fact]
    public async Task A_publication_is_in_force_at_once()
    {
        await CreateAsync("a", "one");

        await PublishedAsync(Today, new VersionKey(A, 1));

        Assert.Equal(["a@1"], await CurrentAsync());
        Assert.Equal(VersionStatus.Published, Catalog.Reading.Snapshot.Find(A)!.Versions[0].Status);
    }

    [Fact]
    public async Task Publications_that_do_not_fit_are_refused_with_everything_that_is_wrong()
    {
        var result = await ImportAsync(TestDocument.Of("a", "needs:b broken doubtful"), TestDocument.Of("c", "broken"));

        var problems = Assert.IsType<CatalogResult.Refused>(result).Problems;
        Assert.Equal(["a: missing broken doubtful", "c: broken"], problems.Select(p => $"{p.Document.Key.Id}: {string.Join(' ', p.Diagnostics.Select(d => d.Code))}"), StringComparer.Ordinal);
        Assert.Empty(await Store.JournalAsync());
        Assert.Empty(await CurrentAsync());
    }

    [Fact]
    public async Task A_warning_does_not_stop_a_publication_and_stays_visible()
    {
        await CreateAsync("a", "doubtful");

        await PublishedAsync(Today, new VersionKey(A, 1));

        Assert.Equal("doubtful", Assert.Single(Assert.Single((await Catalog.Reading.GetCurrentSetAsync(None)).Problems).Diagnostics).Code);
    }

    [Fact]
    public async Task Documents_that_need_each_other_are_published_together()
    {
        await CreateAsync("a", "needs:b");
        await CreateAsync("b", "needs:a");

        Assert.IsType<CatalogResult.Refused>(await Catalog.PublishAsync(new VersionKey(A, 1), Today, "bob"));
        Assert.IsType<CatalogResult.Imported>(await ImportAsync(TestDocument.Of("a", "needs:b"), TestDocument.Of("b", "needs:a")));

        Assert.Equal(["a@1", "b@1"], await CurrentAsync());
    }

    [Fact]
    public async Task A_publication_must_also_fit_what_is_scheduled_after_it()
    {
        await CreateAsync("b", "one");
        await PublishedAsync(Today, new VersionKey(B, 1));
        await Catalog.Drafts.AddVersionAsync(B, TestDocument.Of("b", "two"), "alice", None);
        await PublishedAsync(Today.AddDays(10), new VersionKey(B, 2));
        await CreateAsync("a", "against:b@2");

        var result = await Catalog.PublishAsync(new VersionKey(A, 1), Today, "bob");
        await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "fine"), "alice", None);
        await PublishedAsync(Today.AddDays(9), new VersionKey(A, 2));

        Assert.Equal("against", Assert.Single(Assert.Single(Assert.IsType<CatalogResult.Refused>(result).Problems).Diagnostics).Code);
        // Version 1 would now be replaced before b's second version comes.
        await PublishedAsync(Today, new VersionKey(A, 1));
    }

    [Fact]
    public async Task A_publication_for_a_day_on_which_what_it_needs_is_not_in_force_is_refused()
    {
        await CreateAsync("b", "one");
        await PublishedAsync(Today, new VersionKey(B, 1));
        await CreateAsync("a", "needs:b");

        Assert.IsType<CatalogResult.Refused>(await Catalog.PublishAsync(new VersionKey(A, 1), Today.AddDays(-1), "bob"));
        await PublishedAsync(Today, new VersionKey(A, 1));
    }

    [Fact]
    public async Task A_draft_edited_since_the_publisher_looked_is_a_conflict()
    {
        var first = await CreateAsync("a", "one");
        await EditAsync(first.Version.Sha256, "two");

        var result = await Catalog.Publications.PublishAsync(new VersionKey(A, 1), first.Version.Sha256, Today, null, "bob", None);

        Assert.IsType<CatalogResult.Conflict>(result);
        Assert.Empty(await CurrentAsync());
    }

    [Fact]
    public async Task What_is_missing_is_not_found()
    {
        await CreateAsync("a", "one");

        Assert.Equal(new CatalogResult.NotFound(B, null), await Catalog.PublishAsync(new VersionKey(B, 1), Today, "bob"));
        Assert.Equal(new CatalogResult.NotFound(A, 2), await Catalog.PublishAsync(new VersionKey(A, 2), Today, "bob"));
        Assert.Null(await Catalog.Reading.ReadContentAsync(A, 2, None));
        Assert.Null(await Catalog.Reading.GetSetAsync(null, null, new VersionKey(A, 2), None));
    }
}
