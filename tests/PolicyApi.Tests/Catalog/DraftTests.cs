using System.Text;
using PolicyApi.Catalog;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Catalog;

/// <summary>Writing documents: drafts, and who may edit them.</summary>
public sealed class DraftTests : CatalogOnStore
{
    [Fact]
    public async Task A_new_document_is_a_draft_and_not_in_force()
    {
        var saved = await CreateAsync("a", "one");

        Assert.Equal(new DocumentVersion(1, TestDocument.Of("a", "one").Sha256, VersionStatus.Draft, Clock.Now, "alice", Clock.Now, "alice"), saved.Version);
        Assert.Equal((1, DocumentKind.Reward), (saved.History.Revision, saved.History.Kind));
        Assert.Equal("Reward|a|one", Encoding.UTF8.GetString((await Catalog.Reading.ReadContentAsync(A, 1, None))!.Value.Span));
        Assert.Empty((await Catalog.Reading.GetCurrentSetAsync(None)).Documents);
    }

    [Fact]
    public async Task A_second_document_of_the_same_id_is_refused()
    {
        await CreateAsync("a", "one");

        var result = await Catalog.Drafts.CreateAsync(TestDocument.Of("a", "two"), "bob", None);

        Assert.Equal(1, Assert.IsType<CatalogResult.AlreadyExists>(result).History.Revision);
    }

    [Fact]
    public async Task Of_many_who_create_the_same_id_one_succeeds()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Catalog.Drafts.CreateAsync(TestDocument.Of("a", $"{i}"), "x", None))));

        Assert.Single(results.OfType<CatalogResult.Saved>());
        Assert.Equal(11, results.OfType<CatalogResult.AlreadyExists>().Count());
    }

    [Fact]
    public async Task A_version_is_added_only_to_its_own_document()
    {
        await CreateAsync("a", "one");

        var added = await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two"), "bob", None);
        var absent = await Catalog.Drafts.AddVersionAsync(B, TestDocument.Of("b", "two"), "bob", None);
        var otherId = await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("b", "two"), "bob", None);
        var otherKind = await Catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two", DocumentKind.TrainingTrigger), "bob", None);

        Assert.Equal(2, Assert.IsType<CatalogResult.Saved>(added).Version.Number);
        Assert.Equal(new CatalogResult.NotFound(B, null), absent);
        Assert.Equal("b", Assert.IsType<CatalogResult.OtherDocument>(otherId).Id);
        Assert.Equal(DocumentKind.TrainingTrigger, Assert.IsType<CatalogResult.OtherDocument>(otherKind).Kind);
    }

    [Fact]
    public async Task A_draft_is_edited_by_who_knows_its_content()
    {
        var first = await CreateAsync("a", "one");
        Clock.Now += TimeSpan.FromMinutes(5);

        var edited = await EditAsync(first.Version.Sha256, "two");
        var stale = await EditAsync(first.Version.Sha256, "three");

        var saved = Assert.IsType<CatalogResult.Saved>(edited);
        Assert.Equal((TestDocument.Of("a", "two").Sha256, Clock.Now), (saved.Version.Sha256, saved.Version.UpdatedAt));
        Assert.Equal("two", saved.History.Title.En);
        Assert.Equal(2, Assert.IsType<CatalogResult.Conflict>(stale).History!.Revision);
    }

    [Fact]
    public async Task The_same_content_again_is_not_journalled()
    {
        var first = await CreateAsync("a", "one");

        var same = await EditAsync(first.Version.Sha256, "one");

        Assert.Equal(first.Version, Assert.IsType<CatalogResult.Saved>(same).Version);
        Assert.Single(await Store.JournalAsync());
    }

    [Fact]
    public async Task A_published_version_is_no_draft_any_more()
    {
        var first = await CreateAsync("a", "one");
        await PublishedAsync(Today, new VersionKey(A, 1));

        Assert.IsType<CatalogResult.NotADraft>(await EditAsync(first.Version.Sha256, "two"));
        Assert.Equal(new CatalogResult.NotFound(A, 2), await Catalog.Drafts.EditDraftAsync(new VersionKey(A, 2), TestDocument.Of("a", "x"), first.Version.Sha256, "bob", None));
    }
}
