using Npgsql;
using PolicyApi.Storage.Postgres.Server;
using PolicyApi.Storage.Work;

namespace PolicyApi.Storage.Postgres.Work;

/// <summary>Jobs, and their state derived from their chunks.</summary>
internal static class JobTable
{
    // A job whose last chunk was just done may not be marked yet; it is reported as done nevertheless.
    private const string Select =
        """
        SELECT j.id, j.kind, j.created_at, j.created_by, j.spec, j.spec_sha256, j.state, j.started_at, j.ended_at,
            c.lines, c.done, c.failed, c.recent, c.open, c.last
        FROM jobs j CROSS JOIN LATERAL (
            SELECT COALESCE(sum(lines), 0) AS lines,
                COALESCE(sum(lines) FILTER (WHERE done_at IS NOT NULL), 0) AS done,
                COALESCE(sum(failed), 0) AS failed,
                COALESCE(sum(lines) FILTER (WHERE done_at > clock_timestamp() - $1), 0) AS recent,
                count(*) FILTER (WHERE done_at IS NULL) AS open,
                max(done_at) AS last
            FROM job_chunks WHERE job = j.id) c
        """;

    private static readonly short Receiving = (short)JobState.Receiving;
    private static readonly short Running = (short)JobState.Running;

    public static async Task<bool> CreateAsync(NpgsqlConnection connection, NewJob job, int mostUnfinished)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await StoreLocks.TakeAsync(connection, StoreLock.Jobs);
        await FinishAsync(connection);
        var others = await connection.QueryAsync(r => r.GetInt64(0), "SELECT count(*) FROM jobs WHERE ended_at IS NULL AND id <> $1", job.Id);
        if (others[0] >= mostUnfinished)
            return false;
        await connection.ExecuteAsync(
            "INSERT INTO jobs (id, kind, created_at, created_by, spec, spec_sha256, state) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
            job.Id,
            job.Kind,
            Sql.Parameter(job.At),
            job.By,
            job.Spec.ToArray(),
            Convert.FromHexString(StoreChecks.Sha256(job.Spec.Span)),
            Receiving);
        await transaction.CommitAsync();
        return true;
    }

    public static async Task<bool> StartAsync(NpgsqlConnection connection, string id)
    {
        await connection.ExecuteAsync("UPDATE jobs SET state = $2, started_at = clock_timestamp() WHERE id = $1 AND state = $3", id, Running, Receiving);
        return await FindAsync(connection, id) is { State: JobState.Running or JobState.Done };
    }

    public static async Task<Job?> FindAsync(NpgsqlConnection connection, string id) =>
        (await connection.QueryAsync(Read, $"{Select} WHERE j.id = $2", WorkLimits.Recent, id)).SingleOrDefault();

    public static async Task<IReadOnlyList<Job>> ListAsync(NpgsqlConnection connection, string? afterId, int pageSize) => afterId is null
        ? await connection.QueryAsync(Read, $"{Select} ORDER BY j.id DESC LIMIT $2", WorkLimits.Recent, (long)pageSize)
        : await connection.QueryAsync(Read, $"{Select} WHERE j.id < $3 ORDER BY j.id DESC LIMIT $2", WorkLimits.Recent, (long)pageSize, afterId);

    public static Task<int> CancelAsync(NpgsqlConnection connection, string id) => connection.ExecuteAsync(
        """
        UPDATE jobs SET state = $2, ended_at = clock_timestamp()
        WHERE id = $1 AND (state = $3 OR (state = $4 AND EXISTS (SELECT FROM job_chunks WHERE job = $1 AND done_at IS NULL)))
        """,
        id,
        (short)JobState.Cancelled,
        Receiving,
        Running);

    public static Task<int> DeleteAsync(NpgsqlConnection connection, string id) => connection.ExecuteAsync("DELETE FROM jobs WHERE id = $1", id);

    /// <summary>Marks jobs as done if all their chunks are.</summary>
    public static Task<int> FinishAsync(NpgsqlConnection connection) => connection.ExecuteAsync(
        """
        UPDATE jobs j SET state = $1, ended_at = COALESCE((SELECT max(done_at) FROM job_chunks WHERE job = j.id), started_at)
        WHERE state = $2 AND NOT EXISTS (SELECT FROM job_chunks WHERE job = j.id AND done_at IS NULL)
        """,
        (short)JobState.Done,
        Running);

    public static Task<int> SweepAsync(NpgsqlConnection connection, DateTimeOffset before) => connection.ExecuteAsync(
        "DELETE FROM jobs WHERE ended_at < $1 OR (state = $2 AND created_at < $1)", before.UtcDateTime, Receiving);

    private static Job Read(NpgsqlDataReader row)
    {
        var id = row.GetString(0);
        var spec = row.Bytes(4);
        if (!string.Equals(StoreChecks.Sha256(spec), Convert.ToHexStringLower(row.Bytes(5)), StringComparison.Ordinal))
            throw new StoreCorruptException($"the job `{id}` is not what was stored; cancel it and start it again");
        var state = (JobState)row.GetInt16(6);
        var isDone = state == JobState.Running && row.GetInt64(13) == 0;
        return new Job(
            id,
            row.GetString(1),
            row.Time(2),
            row.GetString(3),
            spec,
            isDone ? JobState.Done : state,
            row.TimeOrNull(7),
            isDone ? row.TimeOrNull(14) ?? row.TimeOrNull(7) : row.TimeOrNull(8),
            row.GetInt64(9),
            row.GetInt64(10),
            row.GetInt64(11),
            row.GetInt64(12));
    }
}
