using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;
using PolicyEngine.Policies;

namespace PolicyApi.Tests.Catalog;

/// <summary>Publishing compiles in parallel with requests, which never wait for it.</summary>
public sealed class WarmPublicationTests : IAsyncLifetime, IDisposable
{
    private static readonly DateOnly Today = new(2025, 6, 1);
    private static readonly DocumentKey A = new(CatalogSection.Policies, "a");
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();
    private readonly TestClock _clock = new(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));
    private readonly TestEngine _engine = new();
    private readonly ManualResetEventSlim _mayCompile = new(initialState: true);
    private readonly ManualResetEventSlim _isCompiling = new();
    private LiteDbPolicyStore _store = null!;
    private OpenCatalog _catalog = null!;

    public async Task InitializeAsync()
    {
        _store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path }, TimeProvider.System);
        _catalog = await OpenAsync();
        Assert.IsType<CatalogResult.Saved>(await _catalog.Drafts.CreateAsync(TestDocument.Of("a", "one"), "alice", None));
        await PublishAsync(1, Today);
        Assert.IsType<CatalogResult.Saved>(await _catalog.Drafts.AddVersionAsync(A, TestDocument.Of("a", "two"), "alice", None));
    }

    public async Task DisposeAsync()
    {
        _mayCompile.Set();
        _catalog.Dispose();
        await _store.DisposeAsync();
        _folder.Remove();
    }

    public void Dispose()
    {
        _mayCompile.Dispose();
        _isCompiling.Dispose();
    }

    [Fact]
    public async Task While_a_version_is_compiled_for_publishing_the_one_in_force_answers_at_once()
    {
        _mayCompile.Reset();
        _isCompiling.Reset();
        var publishing = Task.Run(() => PublishAsync(2, Today));
        Assert.True(_isCompiling.Wait(Patience), "publishing has to compile");

        var meanwhile = _catalog.Reading.GetCurrentSetAsync(None).AsTask();

        Assert.True(meanwhile.IsCompleted);
        Assert.Equal(1, Assert.Single((await meanwhile).Documents).Version);
        _mayCompile.Set();
        await publishing.WaitAsync(Patience);
        Assert.Equal(2, Assert.Single((await _catalog.Reading.GetCurrentSetAsync(None)).Documents).Version);
    }

    [Fact]
    public async Task What_was_published_for_tomorrow_is_not_compiled_when_tomorrow_comes()
    {
        await PublishAsync(2, Today.AddDays(1));
        var compiled = _engine.Compiled.Count;

        _clock.Now = _clock.Now.AddDays(1);

        Assert.Equal(2, Assert.Single((await _catalog.Reading.GetCurrentSetAsync(None)).Documents).Version);
        Assert.Equal(compiled, _engine.Compiled.Count);
    }

    [Fact]
    public async Task A_service_that_starts_has_compiled_today_and_compiles_tomorrow_beforehand()
    {
        await PublishAsync(2, Today.AddDays(1));
        var before = _engine.Compiled.Count;
        using var started = await OpenAsync();
        Assert.Equal("a@1", _engine.Compiled[before]);
        Assert.True(SpinWait.SpinUntil(() => _engine.Compiled.Count == before + 2, Patience), "tomorrow's set has to be compiled");

        Assert.True(started.Reading.GetCurrentSetAsync(None).AsTask().IsCompleted);
        _clock.Now = _clock.Now.AddDays(1);

        Assert.Equal(2, Assert.Single((await started.Reading.GetCurrentSetAsync(None)).Documents).Version);
        Assert.Equal(["a@1", "a@2"], _engine.Compiled.Skip(before));
    }

    private Task<OpenCatalog> OpenAsync() => OpenCatalog.OpenAsync(
        _store, _clock, new CatalogOptions { SinglePerson = true }, _engine.Compiler with { Compile = CompileWhenAllowed }, None);

    private async Task PublishAsync(int version, DateOnly from) =>
        Assert.IsType<CatalogResult.Published>(await _catalog.PublishAsync(new VersionKey(A, version), from, "bob"));

    private PolicySet CompileWhenAllowed(
        IReadOnlyCollection<VersionedDocument> documents, PolicySet? reuse, out IReadOnlyDictionary<VersionedDocument, IReadOnlyList<Diagnostic>> diagnostics)
    {
        _isCompiling.Set();
        _mayCompile.Wait(Patience);
        return _engine.Compiler.Compile(documents, reuse, out diagnostics);
    }
}
