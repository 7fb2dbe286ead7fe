using System.Text;
using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Catalog;

/// <summary>The catalogue on a real store.</summary>
public sealed class PolicyCatalogTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly DocumentKey A = new(CatalogSection.Policies, "a");
    private static readonly DocumentKey B = new(CatalogSection.Policies, "b");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly TestEngine _engine = new();
    private LiteDbPolicyStore _store = null!;
    private PolicyCatalog _catalog = null!;

    public async Task InitializeAsync()
    {
        _store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path }, TimeProvider.System);
        _catalog = await OpenCatalogAsync();
    }

    public async Task DisposeAsync()
    {
        _catalog.Dispose();
        await _store.DisposeAsync();
        _folder.Remove();
    }

    [Fact]
    public async Task A_new_document_is_a_draft_and_not_in_force()
    {
        var saved = await CreateAsync("a", "one");

        Assert.Equal(new DocumentVersion(1, TestDocument.Of("a", "one").Sha256, VersionStatus.Draft, _clock.Now, "alice", _clock.Now, "alice"), saved.Version);
        Assert.Equal((1, DocumentKind.Reward), (saved.History.Revision, saved.History.Kind));
        Assert.Equal("Reward|a|one", Encoding.UTF8.GetString((await _catalog.ReadContentAsync(A, 1, None))!.Value.Span));
        Assert.Empty((await _catalog.GetCurrentSetAsync(None)).Documents);
    }

    [Fact]
    public async Task A_second_document_of_the_same_id_is_refused()
    {
        await CreateAsync("a", "one");

        var result = await _catalog.CreateAsync(TestDocument.Of("a", "two"), "bob", None);

        Assert.Equal(1, Assert.IsType<CatalogResult.AlreadyExists>(result).History.Revision);
    }

    [Fact]
    public async Task Of_many_who_create_the_same_id_one_succeeds()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => _catalog.CreateAsync(TestDocument.Of("a", $"{i}"), "x", None))));

        Assert.Single(results.OfType<CatalogResult.Saved>());
        Assert.Equal(11, results.OfType<CatalogResult.AlreadyExists>().Count());
    }

    [Fact]
    public async Task A_version_is_added_only_to_its_own_document_at_the_revision_looked_at()
    {
        await CreateAsync("a", "one");

        var added = await _catalog.AddVersionAsync(A, TestDocument.Of("a", "two"), 1, "bob", None);
        var stale = await _catalog.AddVersionAsync(A, TestDocument.Of("a", "three"), 1, "bob", None);
        var absent = await _catalog.AddVersionAsync(B, TestDocument.Of("b", "two"), null, "bob", None);
        var otherId = await _catalog.AddVersionAsync(A, TestDocument.Of("b", "two"), null, "bob", None);
        var otherKind = await _catalog.AddVersionAsync(A, TestDocument.Of("a", "two", DocumentKind.TrainingTrigger), null, "bob", None);

        Assert.Equal(2, Assert.IsType<CatalogResult.Saved>(added).Version.Number);
        Assert.Equal(2, Assert.IsType<CatalogResult.Conflict>(stale).History!.Revision);
        Assert.Equal(new CatalogResult.NotFound(B, null), absent);
        Assert.Equal("b", Assert.IsType<CatalogResult.OtherDocument>(otherId).Id);
        Assert.Equal(DocumentKind.TrainingTrigger, Assert.IsType<CatalogResult.OtherDocument>(otherKind).Kind);
    }

    [Fact]
    public async Task A_draft_is_edited_by_who_knows_its_content()
    {
        var first = await CreateAsync("a", "one");
        _clock.Now += TimeSpan.FromMinutes(5);

        var edited = await EditAsync(first.Version.Sha256, "two");
        var stale = await EditAsync(first.Version.Sha256, "three");

        var saved = Assert.IsType<CatalogResult.Saved>(edited);
        Assert.Equal((TestDocument.Of("a", "two").Sha256, _clock.Now), (saved.Version.Sha256, saved.Version.UpdatedAt));
        Assert.Equal("two", saved.History.Title.En);
        Assert.Equal(2, Assert.IsType<CatalogResult.Conflict>(stale).History!.Revision);
    }

    [Fact]
    public async Task The_same_content_again_is_not_journalled()
    {
        var first = await CreateAsync("a", "one");

        var same = await EditAsync(first.Version.Sha256, "one");

        Assert.Equal(first.Version, Assert.IsType<CatalogResult.Saved>(same).Version);
        Assert.Single(await _store.JournalAsync());
    }

    [Fact]
    public async Task A_published_version_is_no_draft_any_more()
    {
        var first = await CreateAsync("a", "one");
        await PublishedAsync(Today, new Publishing(A, 1));

        Assert.IsType<CatalogResult.NotADraft>(await EditAsync(first.Version.Sha256, "two"));
        Assert.Equal(new CatalogResult.NotFound(A, 2), await _catalog.EditDraftAsync(new VersionKey(A, 2), TestDocument.Of("a", "x"), first.Version.Sha256, "bob", None));
    }

    [Fact]
    public async Task A_publication_is_in_force_at_once()
    {
        await CreateAsync("a", "one");

        await PublishedAsync(Today, new Publishing(A, 1));

        Assert.Equal(["a@1"], await CurrentAsync());
        Assert.Equal(VersionStatus.Published, _catalog.Snapshot.Find(A)!.Versions[0].Status);
    }

    [Fact]
    public async Task A_publication_that_does_not_fit_is_refused_with_everything_that_is_wrong()
    {
        await CreateAsync("a", "needs:b broken doubtful");
        await CreateAsync("c", "broken");

        var result = await _catalog.PublishAsync([new Publishing(A, 1), new Publishing(new(CatalogSection.Policies, "c"), 1)], Today, null, "bob", None);

        var problems = Assert.IsType<CatalogResult.Refused>(result).Problems;
        Assert.Equal(["a: missing broken doubtful", "c: broken"], problems.Select(p => $"{p.Document.Key.Id}: {string.Join(' ', p.Diagnostics.Select(d => d.Code))}"), StringComparer.Ordinal);
        Assert.Equal(2, (await _store.JournalAsync()).Count);
        Assert.Empty(await CurrentAsync());
    }

    [Fact]
    public async Task A_warning_does_not_stop_a_publication_and_stays_visible()
    {
        await CreateAsync("a", "doubtful");

        await PublishedAsync(Today, new Publishing(A, 1));

        Assert.Equal("doubtful", Assert.Single(Assert.Single((await _catalog.GetCurrentSetAsync(None)).Problems).Diagnostics).Code);
    }

    [Fact]
    public async Task Documents_that_need_each_other_are_published_together()
    {
        await CreateAsync("a", "needs:b");
        await CreateAsync("b", "needs:a");

        Assert.IsType<CatalogResult.Refused>(await _catalog.PublishAsync([new Publishing(A, 1)], Today, null, "bob", None));
        await PublishedAsync(Today, new Publishing(A, 1), new Publishing(B, 1));

        Assert.Equal(["a@1", "b@1"], await CurrentAsync());
    }

    [Fact]
    public async Task A_publication_must_also_fit_what_is_scheduled_after_it()
    {
        await CreateAsync("b", "one");
        await PublishedAsync(Today, new Publishing(B, 1));
        await _catalog.AddVersionAsync(B, TestDocument.Of("b", "two"), null, "alice", None);
        await PublishedAsync(Today.AddDays(10), new Publishing(B, 2));
        await CreateAsync("a", "against:b@2");

        var result = await _catalog.PublishAsync([new Publishing(A, 1)], Today, null, "bob", None);
        await _catalog.AddVersionAsync(A, TestDocument.Of("a", "fine"), null, "alice", None);
        await PublishedAsync(Today.AddDays(9), new Publishing(A, 2));

        Assert.Equal("against", Assert.Single(Assert.Single(Assert.IsType<CatalogResult.Refused>(result).Problems).Diagnostics).Code);
        // Version 1 would now be replaced before b's second version takes effect.
        await PublishedAsync(Today, new Publishing(A, 1));
    }

    [Fact]
    public async Task A_publication_for_a_day_on_which_what_it_needs_is_not_in_force_is_refused()
    {
        await CreateAsync("b", "one");
        await PublishedAsync(Today, new Publishing(B, 1));
        await CreateAsync("a", "needs:b");

        Assert.IsType<CatalogResult.Refused>(await _catalog.PublishAsync([new Publishing(A, 1)], Today.AddDays(-1), null, "bob", None));
        await PublishedAsync(Today, new Publishing(A, 1));
    }

    [Fact]
    public async Task A_draft_edited_since_the_publisher_looked_is_a_conflict()
    {
        var first = await CreateAsync("a", "one");
        await EditAsync(first.Version.Sha256, "two");

        var result = await _catalog.PublishAsync([new Publishing(A, 1, first.Version.Sha256)], Today, null, "bob", None);

        Assert.IsType<CatalogResult.Conflict>(result);
        Assert.Empty(await CurrentAsync());
    }

    [Fact]
    public async Task What_is_missing_is_not_found()
    {
        await CreateAsync("a", "one");

        Assert.Equal(new CatalogResult.NotFound(B, null), await _catalog.PublishAsync([new Publishing(B, 1)], Today, null, "bob", None));
        Assert.Equal(new CatalogResult.NotFound(A, 2), await _catalog.PublishAsync([new Publishing(A, 2)], Today, null, "bob", None));
        Assert.Null(await _catalog.ReadContentAsync(A, 2, None));
        Assert.Null(await _catalog.GetSetAsync(null, null, new VersionKey(A, 2), None));
    }

    [Fact]
    public async Task A_scheduled_publication_comes_into_force_at_midnight_without_a_restart()
    {
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new Publishing(A, 1));
        await _catalog.AddVersionAsync(A, TestDocument.Of("a", "two"), null, "alice", None);
        await PublishedAsync(Today.AddDays(1), new Publishing(A, 2));

        _clock.Now = new DateTimeOffset(2025, 6, 1, 23, 59, 59, 999, TimeSpan.Zero);
        Assert.Equal(["a@1"], await CurrentAsync());
        var compiled = _engine.Compiled.Count;
        _clock.Now = new DateTimeOffset(2025, 6, 2, 0, 0, 0, TimeSpan.Zero);

        Assert.Equal(["a@2"], await CurrentAsync());
        Assert.Equal(compiled, _engine.Compiled.Count); // it was compiled when it was published
    }

    [Fact]
    public async Task A_rollback_is_a_new_publication_and_yesterday_can_be_asked_as_it_was_known_then()
    {
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new Publishing(A, 1));
        await _catalog.AddVersionAsync(A, TestDocument.Of("a", "two"), null, "alice", None);
        _clock.Now += TimeSpan.FromHours(1);
        await PublishedAsync(Today, new Publishing(A, 2));
        var known = _clock.Now;
        _clock.Now += TimeSpan.FromHours(1);
        await PublishedAsync(Today, new Publishing(A, 1));

        Assert.Equal(["a@1"], await CurrentAsync());
        Assert.Equal(["a@2"], Ids(await _catalog.GetSetAsync(Today, known, null, None)));
        Assert.Equal(["a@1"], Ids(await _catalog.GetSetAsync(Today, known.AddMilliseconds(-1), null, None)));
        Assert.Empty(Ids(await _catalog.GetSetAsync(Today.AddDays(-1), null, null, None)));
    }

    [Fact]
    public async Task A_draft_can_be_tried_without_touching_what_is_in_force()
    {
        await CreateAsync("a", "one");
        await CreateAsync("b", "one");
        await PublishedAsync(Today, new Publishing(A, 1));
        await _catalog.AddVersionAsync(A, TestDocument.Of("a", "broken"), null, "alice", None);
        var before = await _catalog.GetCurrentSetAsync(None);

        var tried = await _catalog.GetSetAsync(null, null, new VersionKey(A, 2), None);
        var unpublished = await _catalog.GetSetAsync(null, null, new VersionKey(B, 1), None);

        Assert.Equal(["a@2"], Ids(tried));
        Assert.Equal("broken", Assert.Single(Assert.Single(tried!.Problems).Diagnostics).Code);
        Assert.Equal(["a@1", "b@1"], Ids(unpublished));
        Assert.Same(before, await _catalog.GetCurrentSetAsync(None));
    }

    [Fact]
    public async Task A_draft_tried_again_after_an_edit_is_the_edited_one()
    {
        var first = await CreateAsync("a", "broken");
        var tried = await _catalog.GetSetAsync(null, null, new VersionKey(A, 1), None);
        await EditAsync(first.Version.Sha256, "mended");

        var again = await _catalog.GetSetAsync(null, null, new VersionKey(A, 1), None);

        Assert.Single(tried!.Problems);
        Assert.Empty(again!.Problems);
    }

    [Fact]
    public async Task The_same_set_asked_for_by_many_is_compiled_once()
    {
        await CreateAsync("a", "one");
        var compiled = _engine.Compiled.Count;

        var sets = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () => await _catalog.GetSetAsync(null, null, new VersionKey(A, 1), None))));

        Assert.Single(sets.Select(s => s!.Set).Distinct());
        Assert.Equal(compiled + 1, _engine.Compiled.Count);
    }

    [Fact]
    public async Task Drafts_do_not_compile_anything()
    {
        var compiled = _engine.Compiled.Count;
        var before = (await _catalog.GetCurrentSetAsync(None)).Set;

        await CreateAsync("a", "one");

        Assert.Equal(compiled, _engine.Compiled.Count);
        Assert.Same(before, (await _catalog.GetCurrentSetAsync(None)).Set);
    }

    [Fact]
    public async Task A_catalogue_opened_again_is_the_same()
    {
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new Publishing(A, 1));
        await _catalog.AddVersionAsync(A, TestDocument.Of("a", "two"), null, "alice", None);
        var before = _catalog.Snapshot;

        using var again = await OpenCatalogAsync();

        Assert.Equal(before.Revision, again.Snapshot.Revision);
        Assert.Equal(before.Find(A)!.Versions.AsEnumerable(), again.Snapshot.Find(A)!.Versions.AsEnumerable());
        Assert.Equal(["a@1"], Ids(await again.GetCurrentSetAsync(None)));
    }

    [Fact]
    public async Task What_another_catalogue_made_first_is_there_already_and_taken_over()
    {
        using var other = await OpenCatalogAsync();
        await CreateAsync("a", "one");

        var late = await other.CreateAsync(TestDocument.Of("a", "two"), "bob", None);
        await PublishedAsync(Today, new Publishing(A, 1));
        await other.RefreshAsync(None);

        Assert.Equal(1, Assert.IsType<CatalogResult.AlreadyExists>(late).History.Revision);
        Assert.Equal(["a@1"], Ids(await other.GetCurrentSetAsync(None)));
    }

    [Fact]
    public async Task A_version_is_added_after_one_of_another_catalogue_unless_a_revision_is_expected()
    {
        using var other = await OpenCatalogAsync();
        await CreateAsync("a", "one");
        await other.RefreshAsync(None);
        using var third = await OpenCatalogAsync();
        await _catalog.AddVersionAsync(A, TestDocument.Of("a", "two"), null, "alice", None);

        Assert.IsType<CatalogResult.Conflict>(await third.AddVersionAsync(A, TestDocument.Of("a", "three"), 1, "bob", None));
        Assert.Equal(3, Assert.IsType<CatalogResult.Saved>(await other.AddVersionAsync(A, TestDocument.Of("a", "three"), null, "bob", None)).Version.Number);
    }

    [Fact]
    public async Task An_append_after_what_another_catalogue_wrote_takes_that_over_too()
    {
        using var other = await OpenCatalogAsync();
        await CreateAsync("a", "one");
        await PublishedAsync(Today, new Publishing(A, 1));

        Assert.IsType<CatalogResult.Saved>(await other.CreateAsync(TestDocument.Of("b", "one"), "bob", None));

        Assert.Equal(3, other.Snapshot.Revision);
        Assert.Equal(["a@1"], Ids(await other.GetCurrentSetAsync(None)));
    }

    private static IReadOnlyList<string> Ids(SetInForce? set) => [.. set!.Documents.Select(d => $"{d.Key.Id}@{d.Version}")];

    private Task<PolicyCatalog> OpenCatalogAsync() => PolicyCatalog.OpenAsync(_store, _clock, new CatalogOptions { SinglePerson = true }, _engine.Compiler, None);

    private async Task<CatalogResult.Saved> CreateAsync(string id, string words) =>
        Assert.IsType<CatalogResult.Saved>(await _catalog.CreateAsync(TestDocument.Of(id, words), "alice", None));

    private Task<CatalogResult> EditAsync(string expectedSha256, string words) =>
        _catalog.EditDraftAsync(new VersionKey(A, 1), TestDocument.Of("a", words), expectedSha256, "bob", None);

    private async Task PublishedAsync(DateOnly from, params Publishing[] versions) =>
        Assert.IsType<CatalogResult.Published>(await _catalog.PublishAsync(versions, from, "agreed", "bob", None));

    private async Task<IReadOnlyList<string>> CurrentAsync() => Ids(await _catalog.GetCurrentSetAsync(None));
}
