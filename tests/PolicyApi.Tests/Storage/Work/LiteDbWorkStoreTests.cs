using PolicyApi.Storage;
using PolicyApi.Storage.LiteDb;
using PolicyApi.Storage.LiteDb.Files;
using PolicyApi.Storage.Work;

namespace PolicyApi.Tests.Storage.Work;

/// <summary>The conformance tests on real files.</summary>
public sealed class LiteDbWorkStoreTests : WorkStoreConformance
{
    private readonly TempFolder _folder = new();

    protected override Task<(IPolicyStore Store, IWorkStore Work)> OpenAsync()
    {
        var store = LiteDbPolicyStore.Open(new LiteDbOptions { DataFolder = _folder.Path }, Clock);
        return Task.FromResult<(IPolicyStore, IWorkStore)>((store, store.Work));
    }

    protected override Task RemoveAsync()
    {
        _folder.Remove();
        return Task.CompletedTask;
    }
}
