using PolicyApi.Catalog;
using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Tests.Storage;
using PolicyEngine.Documents;

namespace PolicyApi.Tests.Catalog;

/// <summary>A catalogue on a real store, with a clock and an engine that the test controls. One person may publish alone.</summary>
public abstract class CatalogOnStore : IAsyncLifetime
{
    internal static readonly DateOnly Today = new(2025, 6, 1);
    internal static readonly DocumentKey A = new(CatalogSection.Policies, "a");
    internal static readonly DocumentKey B = new(CatalogSection.Policies, "b");
    internal static readonly CancellationToken None = CancellationToken.None;

    private readonly TempFolder _folder = new();

    internal TestClock Clock { get; } = new(new DateTimeOffset(2025, 6, 1, 9, 0, 0, TimeSpan.Zero));

    internal TestEngine Engine { get; } = new();

    internal LiteDbPolicyStore Store { get; private set; } = null!;

    internal OpenCatalog Catalog { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path }, TimeProvider.System);
        Catalog = await OpenCatalogAsync();
    }

    public async Task DisposeAsync()
    {
        Catalog.Dispose();
        await Store.DisposeAsync();
        _folder.Remove();
    }

    internal static IReadOnlyList<string> Ids(SetInForce? set) => [.. set!.Documents.Select(d => $"{d.Key.Id}@{d.Version}")];

    internal Task<OpenCatalog> OpenCatalogAsync() => OpenCatalog.OpenAsync(Store, Clock, new CatalogOptions { SinglePerson = true }, Engine.Compiler, None);

    internal async Task<CatalogResult.Saved> CreateAsync(string id, string words) =>
        Assert.IsType<CatalogResult.Saved>(await Catalog.Drafts.CreateAsync(TestDocument.Of(id, words), "alice", None));

    internal Task<CatalogResult> EditAsync(string expectedSha256, string words) =>
        Catalog.Drafts.EditDraftAsync(new VersionKey(A, 1), TestDocument.Of("a", words), expectedSha256, "bob", None);

    internal async Task PublishedAsync(DateOnly from, VersionKey version) =>
        Assert.IsType<CatalogResult.Published>(await Catalog.PublishAsync(version, from, "bob"));

    internal Task<CatalogResult> ImportAsync(params Document[] documents) =>
        Catalog.Imports.ImportAsync(new ImportRequest(documents, ImportStage.Published, Today, "together"), isTrial: false, "bob", null, None);

    internal async Task<IReadOnlyList<string>> CurrentAsync() => Ids(await Catalog.Reading.GetCurrentSetAsync(None));
}
