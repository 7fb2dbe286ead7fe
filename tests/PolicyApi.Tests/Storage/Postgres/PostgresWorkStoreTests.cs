using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Storage.Work;
using PolicyApi.Tests.Storage.Work;

namespace PolicyApi.Tests.Storage.Postgres;

/// <summary>The conformance tests on a real server.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresWorkStoreTests(PostgresCluster cluster) : WorkStoreConformance
{
    private string? _connectionString;

    protected override async Task<(IPolicyStore Store, IWorkStore Work)> OpenAsync()
    {
        _connectionString ??= await cluster.Server.NewDatabaseAsync();
        var store = await PostgresPolicyStore.OpenAsync(new PostgresOptions { ConnectionString = _connectionString }, Clock, CancellationToken.None);
        return (store, store.Work);
    }

    protected override Task RemoveAsync() => Task.CompletedTask;
}
