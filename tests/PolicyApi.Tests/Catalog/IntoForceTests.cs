using PolicyApi.Catalog;
using PolicyApi.Catalog.Force;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Catalog;

/// <summary>However a version comes into force, it passes the same checks.</summary>
public sealed class IntoForceTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly DocumentKey A = new(CatalogSection.Policies, "a");
    private static readonly DocumentKey B = new(CatalogSection.Policies, "b");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private LiteDbPolicyStore _store = null!;
    private OpenCatalog _alone = null!;
    private OpenCatalog _together = null!;

    public async Task InitializeAsync()
    {
        _store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path }, TimeProvider.System);
        _alone = await OpenAsync(singlePerson: true, new TestEngine().Compiler);
        _together = await OpenAsync(singlePerson: false, new TestEngine().Compiler with { Gates = [RefuseBannedAsync] });
    }

    public async Task DisposeAsync()
    {
        _alone.Dispose();
        _together.Dispose();
        await _store.DisposeAsync();
        _folder.Remove();
    }

    public static TheoryData<string> Doors => new() { "publish", "schedule", "rollback", "rollback to a version", "import", "import of what is there" };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Nothing_gets_in_that_only_its_author_has_seen(string door)
    {
        var before = await PreparedAsync("fine");

        var result = await ThroughAsync(door, _together, "fine");

        var problem = Assert.Single(Assert.IsType<CatalogResult.Refused>(result).Problems);
        Assert.Equal((A, DocumentProblems.NotApproved), (problem.Document.Key, Assert.Single(problem.Diagnostics).Code));
        Assert.Equal(before, (await _store.JournalAsync()).Count);
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Nothing_gets_in_that_a_gate_for_content_refuses(string door)
    {
        var before = await PreparedAsync("banned");

        var result = await ThroughAsync(door, _together, "banned");

        Assert.Contains(Assert.IsType<CatalogResult.Refused>(result).Problems.SelectMany(p => p.Diagnostics), d => d.Code == "banned");
        Assert.Equal(before, (await _store.JournalAsync()).Count);
    }

    [Fact]
    public async Task What_ships_with_the_service_passes_the_gates_for_content_too()
    {
        var refused = await _together.Imports.ImportAsync(Import("banned"), isTrial: false, IntoForce.Shipper, null, None);
        var shipped = await _together.Imports.ImportAsync(Import("fine"), isTrial: false, IntoForce.Shipper, null, None);

        Assert.Equal("banned", Assert.Single(Assert.Single(Assert.IsType<CatalogResult.Refused>(refused).Problems).Diagnostics).Code);
        Assert.IsType<CatalogResult.Imported>(shipped);
        Assert.Equal(PublicationBasis.Shipped, Assert.Single(_together.Reading.Snapshot.Find(A)!.Publications).Basis);
    }

    [Fact]
    public async Task Every_plan_that_is_carried_out_is_one_that_was_permitted()
    {
        var asked = 0;
        var refused = await Record.ExceptionAsync(() => _together.Imports.ImportAsync(
            new ImportRequest([TestDocument.Of("a", "fine")], ImportStage.Drafts, Today, null), isTrial: false, "bob", plan => throw new InvalidOperationException($"{++asked} {plan.Steps.Single().IsNew}"), None));

        Assert.Equal("1 True", Assert.IsType<InvalidOperationException>(refused).Message);
        Assert.Empty(await _store.JournalAsync());
    }

    [Fact]
    public async Task An_edit_of_what_shipped_is_nobodys_word_but_the_editors()
    {
        await _together.Imports.ImportAsync(Import("fine"), isTrial: false, IntoForce.Shipper, null, None);
        await _together.Drafts.AddVersionAsync(A, TestDocument.Of("a", "mine"), "alice", None);

        Assert.IsType<CatalogResult.Refused>(await _together.PublishAsync(new VersionKey(A, 2), Today, "bob"));
        Assert.IsType<CatalogResult.Published>(await _together.RollBackAsync(A, 1, Today, "bob"));
    }

    [Fact]
    public async Task What_was_published_alone_can_be_approved_later_and_then_passes()
    {
        await PreparedAsync("fine");
        var sha = _together.Reading.Snapshot.Find(A)!.Versions[0].Sha256;

        var own = await _together.Approvals.ApproveAsync(new VersionKey(A, 1), sha, null, "alice", None);
        var approved = await _together.Approvals.ApproveAsync(new VersionKey(A, 1), sha, null, "bob", None);
        var back = await _together.RollBackAsync(A, 1, Today, "alice");

        Assert.IsType<CatalogResult.OwnContent>(own);
        Assert.Equal(VersionStatus.Published, Assert.IsType<CatalogResult.Saved>(approved).Version.Status);
        Assert.Equal((PublicationBasis.FourEyes, "bob"), (Assert.IsType<CatalogResult.Published>(back).History.Publications[^1].Basis, _together.Reading.Snapshot.Find(A)!.Publications[^1].ApprovedBy));
    }

    [Fact]
    public async Task What_was_approved_and_published_alone_can_be_approved_by_another_later()
    {
        var sha = TestDocument.Of("a", "fine").Sha256;
        await _alone.Drafts.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await _alone.SubmitAsync(new VersionKey(A, 1), "alice");
        await _alone.Approvals.ApproveAsync(new VersionKey(A, 1), sha, null, "alice", None);
        await _alone.PublishAsync(new VersionKey(A, 1), Today, "alice");
        await _together.RefreshAsync(None);

        var again = await _together.PublishAsync(new VersionKey(A, 1), Today, "bob");
        var own = await _together.Approvals.ApproveAsync(new VersionKey(A, 1), sha, null, "alice", None);
        var approved = await _together.Approvals.ApproveAsync(new VersionKey(A, 1), sha, null, "bob", None);
        var twice = await _together.Approvals.ApproveAsync(new VersionKey(A, 1), sha, null, "carol", None);

        Assert.IsType<CatalogResult.Refused>(again);
        Assert.IsType<CatalogResult.OwnContent>(own);
        Assert.IsType<CatalogResult.Saved>(approved);
        Assert.IsType<CatalogResult.WrongStatus>(twice);
        Assert.IsType<CatalogResult.Published>(await _together.PublishAsync(new VersionKey(A, 1), Today, "alice"));
        Assert.Equal(PublicationBasis.FourEyes, _together.Reading.Snapshot.Find(A)!.Publications[^1].Basis);
    }

    [Fact]
    public async Task In_single_person_mode_ones_own_words_sent_in_by_another_are_no_four_eyes()
    {
        await _alone.Drafts.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await _alone.Drafts.AddVersionAsync(A, TestDocument.Of("a", "fine"), "bob", None);
        await _alone.SubmitAsync(new VersionKey(A, 2), "bob");
        await _alone.Approvals.ApproveAsync(new VersionKey(A, 2), TestDocument.Of("a", "fine").Sha256, null, "alice", None);

        await _alone.PublishAsync(new VersionKey(A, 2), Today, "alice");

        Assert.Equal(PublicationBasis.SinglePerson, _alone.Reading.Snapshot.Find(A)!.Publications[0].Basis);
    }

    [Fact]
    public async Task In_single_person_mode_every_publication_says_so_for_ever()
    {
        await _alone.Drafts.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await _alone.SubmitAsync(new VersionKey(A, 1), "alice");
        await _alone.Approvals.ApproveAsync(new VersionKey(A, 1), TestDocument.Of("a", "fine").Sha256, null, "alice", None);
        await _alone.PublishAsync(new VersionKey(A, 1), Today, "alice");

        await _together.RefreshAsync(None);

        Assert.Equal(PublicationBasis.SinglePerson, _together.Reading.Snapshot.Find(A)!.Publications[0].Basis);
        Assert.Equal(Standing.SinglePerson, (await _together.Reading.GetCurrentSetAsync(None)).StandingOf(A));
    }

    [Fact]
    public async Task A_publication_checked_against_a_catalogue_that_has_moved_is_checked_again()
    {
        await PreparedAsync("fine");
        await _alone.Drafts.CreateAsync(TestDocument.Of("b", "against:a@2"), "alice", None);
        await _alone.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two"), "alice", None);
        using var other = await OpenAsync(singlePerson: true, new TestEngine().Compiler);
        await _alone.PublishAsync(new VersionKey(A, 2), Today, "alice");

        // The other process has not read that yet; by what it knows, b would fit.
        var refused = await other.PublishAsync(new VersionKey(B, 1), Today, "alice");

        Assert.Equal("against", Assert.Single(Assert.Single(Assert.IsType<CatalogResult.Refused>(refused).Problems).Diagnostics).Code);
    }

    [Fact]
    public async Task Publications_within_one_moment_have_times_of_their_own()
    {
        await PreparedAsync("fine");
        for (var i = 0; i < 3; i++)
            await _alone.PublishAsync(new VersionKey(A, 1), Today, "alice");

        var times = _alone.Reading.Snapshot.Find(A)!.Publications.Select(p => p.At).ToList();

        Assert.Equal(times.Count, times.Distinct().Count());
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task What_takes_long_to_check_holds_up_nobody_and_is_checked_once()
    {
        var (asked, answered, times) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        using var catalog = await OpenAsync(singlePerson: true, new TestEngine().Compiler with { Gates = [WaitAsync] });
        await catalog.Drafts.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);

        var publishing = catalog.PublishAsync(new VersionKey(A, 1), Today, "alice");
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var other = await catalog.Drafts.CreateAsync(TestDocument.Of("b", "fine"), "bob", None).WaitAsync(TimeSpan.FromMinutes(1));
        answered.SetResult();

        Assert.IsType<CatalogResult.Saved>(other);
        Assert.IsType<CatalogResult.Published>(await publishing);
        Assert.Equal(1, times);

        async Task<IReadOnlyList<DocumentProblems>> WaitAsync(
            PolicyEngine.Policies.PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellation)
        {
            times++;
            asked.TrySetResult();
            await answered.Task.WaitAsync(cancellation);
            return [];
        }
    }

    [Fact]
    public async Task What_something_else_comes_into_force_beside_while_it_is_checked_is_checked_again()
    {
        var (result, seen) = await PublishedWhileAsync(catalog => catalog.PublishAsync(new VersionKey(B, 1), Today, "bob"));

        Assert.IsType<CatalogResult.Published>(result);
        Assert.Equal([TestDocument.Of("a", "fine").Sha256, TestDocument.Of("a", "fine").Sha256], seen);
    }

    [Fact]
    public async Task What_is_edited_while_it_is_checked_is_not_published()
    {
        var fine = TestDocument.Of("a", "fine").Sha256;
        var (result, seen) = await PublishedWhileAsync(catalog => catalog.Drafts.EditDraftAsync(new VersionKey(A, 1), TestDocument.Of("a", "banned"), fine, "alice", None));

        Assert.Equal(TestDocument.Of("a", "banned").Sha256, Assert.IsType<CatalogResult.Conflict>(result).Present);
        Assert.Equal([fine], seen);
    }

    /// <summary>Publishes `a` while something else happens, once, when it is checked for the first time; returns the contents that were checked too.</summary>
    private async Task<(CatalogResult Result, IReadOnlyList<string> Seen)> PublishedWhileAsync(Func<OpenCatalog, Task> change)
    {
        var seen = new List<string>();
        OpenCatalog? open = null;
        using var catalog = open = await OpenAsync(singlePerson: true, new TestEngine().Compiler with { Gates = [ChangeAsync] });
        await catalog.Drafts.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await catalog.Drafts.CreateAsync(TestDocument.Of("b", "fine"), "bob", None);
        return (await catalog.PublishAsync(new VersionKey(A, 1), Today, "alice"), seen);

        async Task<IReadOnlyList<DocumentProblems>> ChangeAsync(
            PolicyEngine.Policies.PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellation)
        {
            if (!versions.Any(v => v.Key == A))
                return [];
            seen.Add(pins.Single(p => p.Key == A).Sha256);
            if (seen.Count == 1)
                await change(open!);
            return [];
        }
    }

    private static ImportRequest Import(string words) => new([TestDocument.Of("a", words)], ImportStage.Published, Today, "import");

    /// <summary>Publishes version 1, and then version 2 with other words.</summary>
    private async Task<int> PreparedAsync(string words)
    {
        await _alone.Drafts.CreateAsync(TestDocument.Of("a", words), "alice", None);
        await _alone.PublishAsync(new VersionKey(A, 1), Today.AddDays(-9), "alice");
        await _alone.Drafts.AddVersionAsync(A, TestDocument.Of("a", "other"), "alice", None);
        await _alone.PublishAsync(new VersionKey(A, 2), Today.AddDays(-5), "alice");
        await _together.RefreshAsync(None);
        return (await _store.JournalAsync()).Count;
    }

    private static Task<CatalogResult> ThroughAsync(string door, OpenCatalog catalog, string words) => door switch
    {
        "publish" => catalog.PublishAsync(new VersionKey(A, 1), Today, "bob"),
        "schedule" => catalog.PublishAsync(new VersionKey(A, 1), Today.AddYears(1), "bob"),
        "rollback" => catalog.RollBackAsync(A, null, Today, "bob"),
        "rollback to a version" => catalog.RollBackAsync(A, 1, Today, "bob"),
        "import" => catalog.Imports.ImportAsync(Import(words + " new"), isTrial: false, "bob", null, None),
        "import of what is there" => catalog.Imports.ImportAsync(Import(words), isTrial: false, "bob", null, None),
        _ => throw new ArgumentOutOfRangeException(nameof(door), door, null),
    };

    private static Task<IReadOnlyList<DocumentProblems>> RefuseBannedAsync(
        PolicyEngine.Policies.PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DocumentProblems>>(
        [
            .. pins.Where(p => versions.Contains(new VersionKey(p.Key, p.Version)) && (p.Sha256 == TestDocument.Of("a", "banned").Sha256 || p.Sha256 == TestDocument.Of("a", "banned new").Sha256))
                .Select(p => new DocumentProblems(p, [new Diagnostic("banned", DiagnosticSeverity.Error, string.Empty, 0, 0, "it is banned")])),
        ]);

    private Task<OpenCatalog> OpenAsync(bool singlePerson, SetCompiler compiler) =>
        OpenCatalog.OpenAsync(_store, _clock, new CatalogOptions { SinglePerson = singlePerson }, compiler, None);
}
