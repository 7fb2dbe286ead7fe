using PolicyApi.Storage;
using PolicyApi.Storage.Postgres;
using PolicyApi.Storage.Postgres.Server;

namespace PolicyApi.Tests.Storage.Postgres;

/// <summary>The conformance tests on a real server.</summary>
[Collection(OnPostgres.Name)]
public sealed class PostgresPolicyStoreTests(PostgresCluster cluster) : PolicyStoreConformance
{
    private string? _connectionString;

    protected override async Task<IPolicyStore> OpenAsync()
    {
        _connectionString ??= await cluster.Server.NewDatabaseAsync();
        return await PostgresPolicyStore.OpenAsync(new PostgresOptions { ConnectionString = _connectionString }, Clock, CancellationToken.None);
    }

    protected override Task RemoveAsync() => Task.CompletedTask;
}
