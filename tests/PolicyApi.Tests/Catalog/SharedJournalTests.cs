using PolicyApi.Catalog;

namespace PolicyApi.Tests.Catalog;

/// <summary>Catalogues that read and write one journal, one after the other or together.</summary>
public sealed class SharedJournalTests : CatalogOnStore
{
    [Fact]
    public async Task A_catalogue_opened_again_is_the_same()
    {
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new VersionKey(A, 1));
        await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two"), "alice", None);
        var before = Catalog.Reading.Snapshot;

        using var again = await OpenCatalogAsync();

        Assert.Equal(before.Revision, again.Reading.Snapshot.Revision);
        Assert.Equal(before.Find(A)!.Versions.AsEnumerable(), again.Reading.Snapshot.Find(A)!.Versions.AsEnumerable());
        Assert.Equal(["a@1"], Ids(await again.Reading.GetCurrentSetAsync(None)));
    }

    [Fact]
    public async Task What_another_catalogue_made_first_is_there_already_and_taken_over()
    {
        using var other = await OpenCatalogAsync();
        await CreateAsync("a", "one");

        var late = await other.Drafts.CreateAsync(TestDocument.Of("a", "two"), "bob", None);
        await PublishedAsync(Today, new VersionKey(A, 1));
        await other.RefreshAsync(None);

        Assert.Equal(1, Assert.IsType<CatalogResult.AlreadyExists>(late).History.Revision);
        Assert.Equal(["a@1"], Ids(await other.Reading.GetCurrentSetAsync(None)));
    }

    [Fact]
    public async Task A_version_is_added_after_one_that_another_catalogue_added()
    {
        using var other = await OpenCatalogAsync();
        await CreateAsync("a", "one");
        await other.RefreshAsync(None);
        await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two"), "alice", None);

        Assert.Equal(3, Assert.IsType<CatalogResult.Saved>(await other.Drafts.AddVersionAsync(A, TestDocument.Of("a", "three"), "bob", None)).Version.Number);
    }

    [Fact]
    public async Task An_append_after_what_another_catalogue_wrote_takes_that_over_too()
    {
        using var other = await OpenCatalogAsync();
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new VersionKey(A, 1));

        Assert.IsType<CatalogResult.Saved>(await other.Drafts.CreateAsync(TestDocument.Of("b", "one"), "bob", None));

        Assert.Equal(3, other.Reading.Snapshot.Revision);
        Assert.Equal(["a@1"], Ids(await other.Reading.GetCurrentSetAsync(None)));
    }
}
