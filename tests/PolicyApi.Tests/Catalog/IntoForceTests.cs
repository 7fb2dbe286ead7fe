using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Catalog;

/// <summary>However a version comes into force, it passes the same checks.</summary>
public sealed class IntoForceTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly DocumentKey A = new(CatalogSection.Policies, "a");
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private LiteDbPolicyStore _store = null!;
    private PolicyCatalog _alone = null!;
    private PolicyCatalog _together = null!;

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
        var refused = await _together.ImportAsync(Import("banned"), isTrial: false, PolicyCatalog.Shipper, null, None);
        var shipped = await _together.ImportAsync(Import("fine"), isTrial: false, PolicyCatalog.Shipper, null, None);

        Assert.Equal("banned", Assert.Single(Assert.Single(Assert.IsType<CatalogResult.Refused>(refused).Problems).Diagnostics).Code);
        Assert.IsType<CatalogResult.Imported>(shipped);
        Assert.Equal(PublicationBasis.Shipped, Assert.Single(_together.Snapshot.Find(A)!.Publications).Basis);
    }

    [Fact]
    public async Task Every_plan_that_is_carried_out_is_one_that_was_permitted()
    {
        var asked = 0;
        var refused = await Record.ExceptionAsync(() => _together.ImportAsync(
            new ImportRequest([TestDocument.Of("a", "fine")], ImportStage.Drafts, Today, null), isTrial: false, "bob", plan => throw new InvalidOperationException($"{++asked} {plan.Steps.Single().IsNew}"), None));

        Assert.Equal("1 True", Assert.IsType<InvalidOperationException>(refused).Message);
        Assert.Empty(await _store.JournalAsync());
    }

    [Fact]
    public async Task An_edit_of_what_shipped_is_nobodys_word_but_the_editors()
    {
        await _together.ImportAsync(Import("fine"), isTrial: false, PolicyCatalog.Shipper, null, None);
        await _together.AddVersionAsync(A, TestDocument.Of("a", "mine"), null, "alice", None);

        Assert.IsType<CatalogResult.Refused>(await _together.PublishAsync([new Publishing(A, 2)], Today, null, "bob", None));
        Assert.IsType<CatalogResult.Published>(await _together.RollBackAsync(A, null, 1, Today, "back", "bob", None));
    }

    [Fact]
    public async Task What_was_published_alone_can_be_approved_later_and_then_passes()
    {
        await PreparedAsync("fine");
        var sha = _together.Snapshot.Find(A)!.Versions[0].Sha256;

        var own = await _together.ApproveAsync(new VersionKey(A, 1), sha, null, "alice", None);
        var approved = await _together.ApproveAsync(new VersionKey(A, 1), sha, null, "bob", None);
        var back = await _together.RollBackAsync(A, null, 1, Today, "back", "alice", None);

        Assert.IsType<CatalogResult.OwnContent>(own);
        Assert.Equal(VersionStatus.Published, Assert.IsType<CatalogResult.Saved>(approved).Version.Status);
        Assert.Equal((PublicationBasis.FourEyes, "bob"), (Assert.IsType<CatalogResult.Published>(back).Histories[0].Publications[^1].Basis, _together.Snapshot.Find(A)!.Publications[^1].ApprovedBy));
    }

    [Fact]
    public async Task What_was_approved_and_published_alone_can_be_approved_by_another_later()
    {
        var sha = TestDocument.Of("a", "fine").Sha256;
        await _alone.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await _alone.SubmitAsync(new VersionKey(A, 1), null, null, "alice", None);
        await _alone.ApproveAsync(new VersionKey(A, 1), sha, null, "alice", None);
        await _alone.PublishAsync([new Publishing(A, 1)], Today, null, "alice", None);
        await _together.RefreshAsync(None);

        var again = await _together.PublishAsync([new Publishing(A, 1)], Today, null, "bob", None);
        var own = await _together.ApproveAsync(new VersionKey(A, 1), sha, null, "alice", None);
        var approved = await _together.ApproveAsync(new VersionKey(A, 1), sha, null, "bob", None);
        var twice = await _together.ApproveAsync(new VersionKey(A, 1), sha, null, "carol", None);

        Assert.IsType<CatalogResult.Refused>(again);
        Assert.IsType<CatalogResult.OwnContent>(own);
        Assert.IsType<CatalogResult.Saved>(approved);
        Assert.IsType<CatalogResult.WrongStatus>(twice);
        Assert.IsType<CatalogResult.Published>(await _together.PublishAsync([new Publishing(A, 1)], Today, null, "alice", None));
        Assert.Equal(PublicationBasis.FourEyes, _together.Snapshot.Find(A)!.Publications[^1].Basis);
    }

    [Fact]
    public async Task In_single_person_mode_ones_own_words_sent_in_by_another_are_no_four_eyes()
    {
        await _alone.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await _alone.AddVersionAsync(A, TestDocument.Of("a", "fine"), null, "bob", None);
        await _alone.SubmitAsync(new VersionKey(A, 2), null, null, "bob", None);
        await _alone.ApproveAsync(new VersionKey(A, 2), TestDocument.Of("a", "fine").Sha256, null, "alice", None);

        await _alone.PublishAsync([new Publishing(A, 2)], Today, null, "alice", None);

        Assert.Equal(PublicationBasis.SinglePerson, _alone.Snapshot.Find(A)!.Publications[0].Basis);
    }

    [Fact]
    public async Task In_single_person_mode_every_publication_says_so_for_ever()
    {
        await _alone.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await _alone.SubmitAsync(new VersionKey(A, 1), null, null, "alice", None);
        await _alone.ApproveAsync(new VersionKey(A, 1), TestDocument.Of("a", "fine").Sha256, null, "alice", None);
        await _alone.PublishAsync([new Publishing(A, 1)], Today, null, "alice", None);

        await _together.RefreshAsync(None);

        Assert.Equal(PublicationBasis.SinglePerson, _together.Snapshot.Find(A)!.Publications[0].Basis);
        Assert.Equal(Standing.SinglePerson, (await _together.GetCurrentSetAsync(None)).StandingOf(A));
    }

    [Fact]
    public async Task A_publication_checked_against_a_catalogue_that_has_moved_is_checked_again()
    {
        await PreparedAsync("fine");
        await _alone.CreateAsync(TestDocument.Of("b", "against:a@2"), "alice", None);
        await _alone.AddVersionAsync(A, TestDocument.Of("a", "two"), null, "alice", None);
        using var other = await OpenAsync(singlePerson: true, new TestEngine().Compiler);
        await _alone.PublishAsync([new Publishing(A, 2)], Today, null, "alice", None);

        // The other process has not read that yet; according to its state, b would fit.
        var refused = await other.PublishAsync([new Publishing(new DocumentKey(CatalogSection.Policies, "b"), 1)], Today, null, "alice", None);

        Assert.Equal("against", Assert.Single(Assert.Single(Assert.IsType<CatalogResult.Refused>(refused).Problems).Diagnostics).Code);
    }

    [Fact]
    public async Task Publications_within_one_moment_have_times_of_their_own()
    {
        await PreparedAsync("fine");
        for (var i = 0; i < 3; i++)
            await _alone.PublishAsync([new Publishing(A, 1)], Today, null, "alice", None);

        var times = _alone.Snapshot.Find(A)!.Publications.Select(p => p.At).ToList();

        Assert.Equal(times.Count, times.Distinct().Count());
        Assert.Equal(times.Order(), times);
    }

    [Fact]
    public async Task What_takes_long_to_check_holds_up_nobody_and_is_checked_once()
    {
        var (asked, answered, times) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), 0);
        using var catalog = await OpenAsync(singlePerson: true, new TestEngine().Compiler with { Gates = [WaitAsync] });
        await catalog.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);

        var publishing = catalog.PublishAsync([new Publishing(A, 1)], Today, null, "alice", None);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var other = await catalog.CreateAsync(TestDocument.Of("b", "fine"), "bob", None).WaitAsync(TimeSpan.FromMinutes(1));
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

    [Theory]
    [InlineData("edited")]
    [InlineData("published")]
    public async Task What_changes_while_it_is_checked_is_checked_again(string how)
    {
        var seen = new List<string>();
        PolicyCatalog catalog = null!;
        catalog = await OpenAsync(singlePerson: true, new TestEngine().Compiler with { Gates = [ChangeAsync] });
        await catalog.CreateAsync(TestDocument.Of("a", "fine"), "alice", None);
        await catalog.CreateAsync(TestDocument.Of("b", "fine"), "bob", None);

        var result = await catalog.PublishAsync([new Publishing(A, 1)], Today, null, "alice", None);
        catalog.Dispose();

        // Without a hash, the draft is published as it is by then, which is also what was checked.
        Assert.IsType<CatalogResult.Published>(result);
        Assert.Equal(how == "edited" ? [TestDocument.Of("a", "fine").Sha256, TestDocument.Of("a", "banned").Sha256] : [TestDocument.Of("a", "fine").Sha256, TestDocument.Of("a", "fine").Sha256], seen);

        async Task<IReadOnlyList<DocumentProblems>> ChangeAsync(
            PolicyEngine.Policies.PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellation)
        {
            if (!versions.Any(v => v.Key == A))
                return [];
            seen.Add(pins.Single(p => p.Key == A).Sha256);
            if (seen.Count == 1 && how == "edited")
                await catalog.EditDraftAsync(new VersionKey(A, 1), TestDocument.Of("a", "banned"), seen[0], "alice", None);
            else if (seen.Count == 1)
                await catalog.PublishAsync([new Publishing(new DocumentKey(CatalogSection.Policies, "b"), 1)], Today, null, "bob", None);
            return [];
        }
    }

    private static ImportRequest Import(string words) => new([TestDocument.Of("a", words)], ImportStage.Published, Today, "import");

    /// <summary>Publishes version 1, and then version 2 with other words.</summary>
    private async Task<int> PreparedAsync(string words)
    {
        await _alone.CreateAsync(TestDocument.Of("a", words), "alice", None);
        await _alone.PublishAsync([new Publishing(A, 1)], Today.AddDays(-9), null, "alice", None);
        await _alone.AddVersionAsync(A, TestDocument.Of("a", "other"), null, "alice", None);
        await _alone.PublishAsync([new Publishing(A, 2)], Today.AddDays(-5), null, "alice", None);
        await _together.RefreshAsync(None);
        return (await _store.JournalAsync()).Count;
    }

    private static Task<CatalogResult> ThroughAsync(string door, PolicyCatalog catalog, string words) => door switch
    {
        "publish" => catalog.PublishAsync([new Publishing(A, 1)], Today, null, "bob", None),
        "schedule" => catalog.PublishAsync([new Publishing(A, 1)], Today.AddYears(1), null, "bob", None),
        "rollback" => catalog.RollBackAsync(A, null, null, Today, "back", "bob", None),
        "rollback to a version" => catalog.RollBackAsync(A, null, 1, Today, "back", "bob", None),
        "import" => catalog.ImportAsync(Import(words + " new"), isTrial: false, "bob", null, None),
        "import of what is there" => catalog.ImportAsync(Import(words), isTrial: false, "bob", null, None),
        _ => throw new ArgumentOutOfRangeException(nameof(door), door, null),
    };

    private static Task<IReadOnlyList<DocumentProblems>> RefuseBannedAsync(
        PolicyEngine.Policies.PolicySet set, IReadOnlyList<DocumentPin> pins, IReadOnlyCollection<VersionKey> versions, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<DocumentProblems>>(
        [
            .. pins.Where(p => versions.Contains(new VersionKey(p.Key, p.Version)) && (p.Sha256 == TestDocument.Of("a", "banned").Sha256 || p.Sha256 == TestDocument.Of("a", "banned new").Sha256))
                .Select(p => new DocumentProblems(p, [new Diagnostic("banned", DiagnosticSeverity.Error, string.Empty, 0, 0, "it is banned")])),
        ]);

    private Task<PolicyCatalog> OpenAsync(bool singlePerson, SetCompiler compiler) =>
        PolicyCatalog.OpenAsync(_store, _clock, new CatalogOptions { SinglePerson = singlePerson }, compiler, None);
}
