using System.Text.Json.Nodes;
using PolicyService.Faults.Jobs;
using PolicyService.Faults.Postgres;

namespace PolicyService.Faults.Replicas;

/// <summary>Two replicas on one database of a server of their own, with a small scheme in force.</summary>
internal sealed class TwoReplicas : IAsyncDisposable
{
    private TwoReplicas(TemporaryCluster server, string connectionString, ReplicaProcess first, ReplicaProcess second, string key)
    {
        Server = server;
        ConnectionString = connectionString;
        First = first;
        Second = second;
        Key = key;
    }

    public TemporaryCluster Server { get; }

    public string ConnectionString { get; }

    /// <summary>The replica that lives.</summary>
    public ReplicaProcess First { get; }

    /// <summary>The replica that is killed.</summary>
    public ReplicaProcess Second { get; }

    public string Key { get; }

    /// <summary>Starts everything.</summary>
    public static async Task<TwoReplicas> StartAsync(bool outlivesPower)
    {
        var server = await TemporaryCluster.StartAsync(outlivesPower);
        var connectionString = await server.NewDatabaseAsync();
        using var setup = await ReplicaProcess.StartAsync(connectionString);
        var key = await setup.MakeKeyAsync();
        var first = await ReplicaProcess.StartAsync(connectionString, key);
        foreach (var (section, id, text) in LoadDocuments.All)
        {
            await first.PostAsync($"/v1/{section}", text);
            await first.PostAsync($"/v1/{section}/{id}/versions/1/publish", """{"effectiveFrom":"2020-01-01"}""");
        }

        return new TwoReplicas(server, connectionString, first, await ReplicaProcess.StartAsync(connectionString, key), key);
    }

    /// <summary>Reads one number from the database, as an auditor beside the service would.</summary>
    public async Task<long> CountAsync(string sql)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Asks the first replica until it answers: after a crash of the server it needs a moment.</summary>
    public async Task<JsonNode> AskAsync(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await First.GetAsync(path);
            }
            catch (HttpRequestException) when (tries < 100)
            {
                await Task.Delay(200);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        First.Dispose();
        Second.Dispose();
        await Server.DisposeAsync();
    }
}
