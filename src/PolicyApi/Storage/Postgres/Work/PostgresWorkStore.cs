using System.Runtime.CompilerServices;
using Npgsql;
using PolicyApi.Storage.Postgres.Blocks;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.Postgres.Work;

/// <summary>Bulk work in the database: any idle replica takes the next chunk.</summary>
/// <param name="database">The database.</param>
/// <param name="decisions">The decision log.</param>
internal sealed class PostgresWorkStore(Database database, DecisionTable decisions) : IWorkStore
{
    /// <inheritdoc/>
    public async Task<bool> CreateJobAsync(NewJob job, int mostUnfinished, CancellationToken cancellationToken)
    {
        WorkChecks.Check(job);
        return await database.RunAsync(c => JobTable.CreateAsync(c, job, mostUnfinished), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task AddChunkAsync(string jobId, NewChunk chunk, CancellationToken cancellationToken)
    {
        WorkChecks.Check(chunk);
        await database.RunAsync(c => ChunkTable.AddAsync(c, jobId, chunk), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> StartJobAsync(string jobId, CancellationToken cancellationToken) => database.RunAsync(c => JobTable.StartAsync(c, jobId), cancellationToken);

    /// <inheritdoc/>
    public Task<Job?> FindJobAsync(string jobId, CancellationToken cancellationToken) => database.RunAsync(c => JobTable.FindAsync(c, jobId), cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Job>> ListJobsAsync(string? afterId, int pageSize, CancellationToken cancellationToken)
    {
        WorkChecks.CheckPageSize(pageSize);
        return await database.RunAsync(c => JobTable.ListAsync(c, afterId, pageSize), cancellationToken);
    }

    /// <inheritdoc/>
    public Task CancelJobAsync(string jobId, CancellationToken cancellationToken) => database.RunAsync(c => JobTable.CancelAsync(c, jobId), cancellationToken);

    /// <inheritdoc/>
    public Task DeleteJobAsync(string jobId, CancellationToken cancellationToken) => database.RunAsync(c => JobTable.DeleteAsync(c, jobId), cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> WorkAsync(Func<WorkChunk, Task<WorkResult>> handle, CancellationToken cancellationToken) =>
        // If there is no room for its result, taking a chunk would only count a try. Not retried automatically: the worker decides whether the handler may
        // run once more.
        database.Room.Shortage is null && await database.TryAsync(c => WorkAsync(c, handle), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadResultsAsync(string jobId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = 0;
        while (await database.RunAsync(c => ChunkTable.ResultAfterAsync(c, jobId, number), cancellationToken) is { } result)
        {
            yield return result.Output;
            number = result.Number;
        }
    }

    /// <inheritdoc/>
    public async Task RewriteChunksAsync(string jobId, Func<ChunkContent, Task<ChunkRewrite?>> rewrite, CancellationToken cancellationToken)
    {
        foreach (var number in await database.RunAsync(c => ChunkTable.NumbersAsync(c, jobId), cancellationToken))
            await database.RunAsync(c => ChunkTable.RewriteAsync(c, jobId, number, rewrite), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> SweepJobsAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.RunAsync(c => JobTable.SweepAsync(c, before), cancellationToken);

    private async Task<bool> WorkAsync(NpgsqlConnection connection, Func<WorkChunk, Task<WorkResult>> handle)
    {
        // While this transaction is open nobody else gets the chunk; if it ends without a commit, anybody may.
        await using var transaction = await connection.BeginTransactionAsync();
        if (await ChunkTable.ClaimAsync(connection) is not { } claimed)
        {
            await JobTable.FinishAsync(connection);
            await transaction.CommitAsync();
            return false;
        }

        var chunk = claimed with { Tries = await database.TryAsync(c => ChunkTable.CountTryAsync(c, claimed.JobId, claimed.Number), CancellationToken.None) };
        var result = await handle(chunk);
        await StoreAsync(connection, chunk, result);
        await transaction.CommitAsync();
        return true;
    }

    private async Task StoreAsync(NpgsqlConnection connection, WorkChunk chunk, WorkResult result)
    {
        WorkChecks.Check(result);
        if (result.Decisions.Count > 0)
        {
            List<StoredDecision> made = [.. result.Decisions.Select(r => StoredDecision.From(r with { At = StoredTime.Cut(r.At) }))];
            await database.TryAsync(c => decisions.EnsurePartitionsAsync(c, made), CancellationToken.None);
            await DecisionTable.WriteAsync(connection, made);
        }

        await ChunkTable.CompleteAsync(connection, chunk, result);
    }
}
