using PolicyService.Faults.Postgres;

namespace PolicyApi.Tests.Storage.Postgres;

/// <summary>One server for all tests that need PostgreSQL; each test uses a database of its own.</summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private TemporaryCluster? _cluster;

    /// <summary>The server.</summary>
    /// <exception cref="SkipException">PostgreSQL is not installed on this machine.</exception>
    internal TemporaryCluster Server
    {
        get
        {
            Skip.If(_cluster is null, PostgresBinaries.Absent);
            return _cluster;
        }
    }

    public async Task InitializeAsync()
    {
        // On a developer's machine, the tests may be skipped with the reason; in CI, they may not.
        if (PostgresBinaries.Absent is not { } reason)
            _cluster = await TemporaryCluster.StartAsync(outlivesPower: false);
        else if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"`CI` is set, so the tests on PostgreSQL must run: {reason}");
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}

/// <summary>The tests that share the server and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class OnPostgres : ICollectionFixture<PostgresCluster>
{
    public const string Name = "PostgreSQL";
}
