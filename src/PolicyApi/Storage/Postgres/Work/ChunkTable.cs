using Npgsql;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.Postgres.Work;

/// <summary>The chunks of jobs and their results.</summary>
internal static class ChunkTable
{
    // A chunk should take less than a minute.
    private const int SecondsForAWorker = 180;

    public static Task<int> AddAsync(NpgsqlConnection connection, string job, NewChunk chunk) => connection.ExecuteAsync(
        """
        INSERT INTO job_chunks (job, number, lines, input, input_sha256)
        SELECT id, $2, $3, $4, $5 FROM jobs WHERE id = $1 AND state = $6
        ON CONFLICT DO NOTHING
        """,
        job,
        chunk.Number,
        chunk.Lines,
        chunk.Input.ToArray(),
        Convert.FromHexString(StoreChecks.Sha256(chunk.Input.Span)),
        (short)JobState.Receiving);

    /// <summary>Locks a chunk that nobody else has locked; does not count the try.</summary>
    public static async Task<WorkChunk?> ClaimAsync(NpgsqlConnection connection) =>
        (await connection.QueryAsync(
            ReadChunk,
            """
            SELECT c.job, j.kind, j.created_at, j.spec, c.number, c.input, c.input_sha256
            FROM job_chunks c JOIN jobs j ON j.id = c.job
            WHERE c.done_at IS NULL AND j.state = $1
            ORDER BY c.number, c.job LIMIT 1 FOR UPDATE OF c SKIP LOCKED
            """,
            (short)JobState.Running)).SingleOrDefault();

    /// <summary>Counts that a chunk was taken, even if the worker dies.</summary>
    public static async Task<int> CountTryAsync(NpgsqlConnection connection, string job, int number) =>
        (await connection.QueryAsync(
            r => r.GetInt32(0),
            "INSERT INTO job_tries AS t (job, number, tries) VALUES ($1, $2, 1) ON CONFLICT (job, number) DO UPDATE SET tries = t.tries + 1 RETURNING tries",
            job,
            number))[0];

    /// <summary>Stores a result and marks its chunk, in the transaction that holds the chunk.</summary>
    public static async Task CompleteAsync(NpgsqlConnection connection, WorkChunk chunk, WorkResult result)
    {
        await connection.ExecuteAsync(
            "INSERT INTO job_results (job, number, output, sha256) VALUES ($1, $2, $3, $4)",
            chunk.JobId,
            chunk.Number,
            result.Output.ToArray(),
            Convert.FromHexString(StoreChecks.Sha256(result.Output.Span)));
        await connection.ExecuteAsync(
            "UPDATE job_chunks SET done_at = clock_timestamp(), failed = $3, input = '' WHERE job = $1 AND number = $2", chunk.JobId, chunk.Number, result.Failed);
        await connection.ExecuteAsync("DELETE FROM job_tries WHERE job = $1 AND number = $2", chunk.JobId, chunk.Number);
    }

    /// <summary>The first result after a number; <see langword="null"/> at the end.</summary>
    public static async Task<ChunkOutput?> ResultAfterAsync(NpgsqlConnection connection, string job, int number) =>
        (await connection.QueryAsync(
            r => ReadOutput(job, r), "SELECT number, output, sha256 FROM job_results WHERE job = $1 AND number > $2 ORDER BY number LIMIT 1", job, number)).SingleOrDefault();

    public static Task<List<int>> NumbersAsync(NpgsqlConnection connection, string job) =>
        connection.QueryAsync(r => r.GetInt32(0), "SELECT number FROM job_chunks WHERE job = $1 ORDER BY number", job);

    /// <summary>Replaces the content of a chunk, once nobody works on it.</summary>
    /// <returns>Whether it was replaced.</returns>
    public static async Task<bool> RewriteAsync(NpgsqlConnection connection, string job, int number, Func<ChunkContent, Task<ChunkRewrite?>> rewrite)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (await LockAsync(connection, job, number) is not { } isDone)
            return false;
        var content = new ChunkContent(number, isDone, isDone
            ? (await ResultAfterAsync(connection, job, number - 1))!.Output
            : (await connection.QueryAsync(r => ReadInput(job, number, r.Bytes(0), r.Bytes(1)), "SELECT input, input_sha256 FROM job_chunks WHERE job = $1 AND number = $2", job, number))[0]);
        if (await rewrite(content) is not { } now)
            return false;
        await connection.ExecuteAsync(
            isDone
                ? "UPDATE job_results SET output = $3, sha256 = $4 WHERE job = $1 AND number = $2"
                : "UPDATE job_chunks SET input = $3, input_sha256 = $4 WHERE job = $1 AND number = $2",
            job,
            number,
            now.Bytes.ToArray(),
            Convert.FromHexString(StoreChecks.Sha256(now.Bytes.Span)));
        await connection.ExecuteAsync("UPDATE job_chunks SET failed = failed + $3 WHERE job = $1 AND number = $2", job, number, now.MoreFailed);
        await transaction.CommitAsync();
        return true;
    }

    /// <summary>Waits for the worker of a chunk, and keeps other workers from it until the transaction ends.</summary>
    /// <returns>Whether it is done; <see langword="null"/> if it no longer exists.</returns>
    private static async Task<bool?> LockAsync(NpgsqlConnection connection, string job, int number)
    {
        await using var command = connection.Command("SELECT done_at IS NOT NULL FROM job_chunks WHERE job = $1 AND number = $2 FOR UPDATE", job, number);
        command.CommandTimeout = SecondsForAWorker;
        return (bool?)await command.ExecuteScalarAsync();
    }

    private static WorkChunk ReadChunk(NpgsqlDataReader row)
    {
        var (job, number) = (row.GetString(0), row.GetInt32(4));
        return new WorkChunk(job, row.GetString(1), row.Time(2), row.Bytes(3), number, ReadInput(job, number, row.Bytes(5), row.Bytes(6)), 0);
    }

    private static byte[] ReadInput(string job, int number, byte[] input, byte[] sha256) =>
        string.Equals(StoreChecks.Sha256(input), Convert.ToHexStringLower(sha256), StringComparison.Ordinal)
            ? input
            : throw new StoreCorruptException($"the chunk {number} of the job `{job}` is not what was stored; cancel the job and start it again");

    private static ChunkOutput ReadOutput(string job, NpgsqlDataReader row)
    {
        var output = row.Bytes(1);
        return string.Equals(StoreChecks.Sha256(output), Convert.ToHexStringLower(row.Bytes(2)), StringComparison.Ordinal)
            ? new ChunkOutput(row.GetInt32(0), output)
            : throw new StoreCorruptException($"the result {row.GetInt32(0)} of the job `{job}` is not what was stored; start the job again");
    }
}

/// <summary>The result of one chunk.</summary>
internal sealed record ChunkOutput(int Number, ReadOnlyMemory<byte> Output);
